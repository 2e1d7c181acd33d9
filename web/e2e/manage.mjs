// What surrounds the care, with the real program and a device that keeps passkeys: account, people, log, emergency
// access, keys and destroying. One house and one browser page for all of it. See run.mjs.

import { createHmac } from 'node:crypto';

import { accessible, addAuthenticator, dutchLeft, equal, fitsInWidth, holds, picture, sizes, withPage } from './browser.mjs';
import { startEmptyHouse } from './program.mjs';

// What the app on the phone shows (RFC 6238), made of the secret that is told for typing over.
function appCode(secret) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replaceAll(/[^A-Z2-7]/g, '')].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const count = Buffer.alloc(8);
  count.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(count).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

// A page in both sizes and both languages: nothing sideways, no Dutch in English, and a picture to look at.
async function looked(page, name) {
  for (const [size, { width, height }] of [['tablet', sizes.tablet], ['desktop', sizes.desktop]]) {
    await page.setViewportSize({ width, height });
    await fitsInWidth(page, `${name}, ${size}`);
    await picture(page, `${name}-${size}`, true);
  }
  await accessible(page, name);
  if (await page.locator('dialog').count()) return;
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Nederlands' }).waitFor();
  equal((await dutchLeft(page)).join(' | '), '', `Dutch on ${name}`);
  await picture(page, `${name}-english`, true);
  await page.setViewportSize({ width: sizes.tablet.width, height: sizes.tablet.height });
  await fitsInWidth(page, `${name} in English`);
  await picture(page, `${name}-english-tablet`, true);
  await page.getByRole('button', { name: 'Nederlands' }).click();
  await page.getByRole('button', { name: 'English' }).waitFor();
}

const button = (page, name) => page.getByRole('button', { name, exact: true });
const go = async (page, place, heading) => {
  await page.getByRole('navigation', { name: 'Onderdelen' }).getByRole('link', { name: place, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
};

// One's own roles stand with the account; one works in one of them at a time.
async function inRole(page, role, before) {
  await page.getByRole('link', { name: /Noor Fictief/ }).click();
  await button(page, `Verder als ${role}`).click();
  await button(page, `Verder als ${before}`).waitFor();
}

async function begin(page, house) {
  await addAuthenticator(page);
  await page.goto(house.setUp);
  await page.fill('input[name=name]', 'Noor Fictief');
  await page.fill('input[name=username]', 'noor@voorbeeld.test');
  await page.fill('input[name=password]', 'drie losse woorden samen');
  await page.keyboard.press('Enter');
  await button(page, 'Een passkey maken').click();
  await button(page, 'Ik heb ze opgeschreven').click();
  await page.waitForSelector('[role=toolbar] a');
}

async function account(page) {
  await page.getByRole('link', { name: /Noor Fictief/ }).click();
  await page.getByText('hier bent u nu').waitFor();
  await button(page, 'App met codes toevoegen').click();
  await page.getByRole('img', { name: 'QR-code voor de app' }).waitFor();
  await accessible(page, 'adding an app');
  await picture(page, 'account-app');
  const secret = await page.locator('dialog form p span').textContent();
  await page.fill('input[name=one-time-code]', appCode(secret));
  await button(page, 'Bevestigen').click();
  await page.getByText('App met codes', { exact: true }).first().waitFor();
  // The only passkey goes nowhere by accident: one is asked, and may go back with the Escape key.
  await button(page, 'Verwijderen').first().click();
  await page.locator('dialog').waitFor();
  await page.keyboard.press('Escape');
  equal(await page.locator('dialog').count(), 0, 'dialogs after Escape');
  await button(page, 'Pincode kiezen').click();
  await page.fill('input[name=pin]', '1234');
  await page.keyboard.press('Enter');
  await page.locator('dialog [role=alert]').waitFor();
  await page.fill('input[name=pin]', '739152');
  await page.keyboard.press('Enter');
  await button(page, 'Andere pincode').waitFor();
  await button(page, 'Dit toestel delen').click();
  await button(page, 'Niet meer delen').waitFor();
  await looked(page, 'account');
}

// Come back at the shared workstation with a PIN: one is in, and what asks more than that asks the second step first.
async function stepUp(page) {
  await button(page, 'Afmelden').click();
  await page.getByText('U bent afgemeld.').waitFor();
  await page.locator('form button[type=submit]').waitFor();
  // The workstation was shared after this session began, so one signs in fully there once.
  await button(page, 'Aanmelden met een passkey').click();
  await page.waitForSelector('[role=toolbar] a');
  await button(page, 'Afmelden').click();
  await page.getByRole('heading', { name: 'Wie bent u?' }).waitFor();
  await accessible(page, 'who is back');
  await picture(page, 'sign-in-shared');
  await page.getByRole('button', { name: 'Noor Fictief' }).click();
  await page.fill('input[name=pin]', '739152');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=toolbar] a');
  await page.getByRole('link', { name: /Noor Fictief/ }).click();
  await button(page, 'Tien nieuwe codes maken').click();
  await page.getByRole('heading', { name: 'Bent u het echt?' }).waitFor();
  await accessible(page, 'the step-up');
  await picture(page, 'step-up');
  await page.keyboard.press('Escape');
  equal(await page.locator('main [role=alert]').count(), 0, 'refusals after going back');
  await button(page, 'Tien nieuwe codes maken').click();
  await button(page, 'Bevestigen met uw passkey').click();
  await page.getByRole('heading', { name: 'Uw herstelcodes' }).waitFor();
  equal(await page.locator('dialog li').count(), 10, 'new recovery codes');
  await button(page, 'Ik heb ze opgeschreven').click();
}

async function people(page) {
  await go(page, 'Mensen', 'Mensen en rollen');
  await page.getByText('U bent de enige met een account.', { exact: false }).waitFor();
  await button(page, 'Iemand toevoegen').click();
  await page.locator('dialog button[type=submit]').click();
  await page.getByText('Vul een naam in.').waitFor();
  await page.fill('input[name=name]', 'Ilse Verzonnen-van den Allerlangste Achternaam');
  await page.fill('input[name=new-login]', 'ilse@voorbeeld.test');
  await accessible(page, 'adding somebody');
  await picture(page, 'people-add');
  await page.locator('dialog button[type=submit]').click();
  await page.getByRole('heading', { name: /^Code voor Ilse/ }).waitFor();
  await accessible(page, 'the code on paper');
  await picture(page, 'people-code');
  // A code that is shown once does not go by the Escape key.
  await page.keyboard.press('Escape');
  await button(page, 'Ik heb de code').click();
  await page.getByText('2 accounts').waitFor();
  await looked(page, 'people');
  await button(page, 'Schorsen').last().click();
  await button(page, 'Account schorsen').click();
  await page.getByText('geschorst').waitFor();
  // Who owns the practice treats as well; emergency access is for who gives care.
  await page.locator('li').filter({ hasText: 'noor@voorbeeld.test' }).getByRole('button', { name: 'Rollen' }).click();
  await page.locator('dialog select').selectOption('practitioner');
  await looked(page, 'people-roles');
  await page.locator('dialog button[type=submit]').click();
  await page.locator('dialog li').filter({ hasText: 'behandelaar' }).getByText('geldt').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('eigenaar, behandelaar').waitFor();
}

// A person of the lists, through the API as an import would bring it.
async function addRecord(page) {
  return page.evaluate(async () => {
    const { csrf } = await (await fetch('/api/session')).json();
    const answer = await fetch('/api/records/mensen', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Kader-Csrf': csrf, 'Idempotency-Key': 'verzonnen-1' },
      body: JSON.stringify({ kenmerk: 'P1', cells: { naam: 'Iris Verzonnen', beroep: 'arts', functie: 'arts', band: 'eigenaar', levert_zorg: 'ja', vanaf: '2024-01-01' } }),
    });
    const list = await fetch('/api/records/mensen');
    return [answer.status, list.status].join();
  });
}

async function log(page) {
  equal(await addRecord(page), '201,200', 'a record');
  await go(page, 'Logboek', 'Logboek');
  await page.getByLabel('Handeling').selectOption('record.list');
  const line = page.locator('ul[aria-label=Regels] > li').first();
  await line.getByText('dossier …').waitFor();
  await line.getByRole('button', { name: 'Meer' }).click();
  await looked(page, 'log');
  await line.getByRole('button', { name: 'Alleen over dit dossier' }).click();
  await page.getByRole('heading', { name: 'Wie in dit dossier keek' }).waitFor();
  const file = new URL(page.url()).searchParams.get('dossier');
  holds(/^[0-9a-f-]{36}$/.test(file), `no file in the address: ${file}`);
  await page.locator('ul[aria-label="Wie in dit dossier keek"] li').first().waitFor();
  await looked(page, 'log-file');
  await page.getByLabel('Vanaf').fill('31-02-2026');
  await page.keyboard.press('Tab');
  await page.getByText('Deze datum bestaat niet.').waitFor();
  return file;
}

async function emergency(page, file) {
  await inRole(page, 'behandelaar', 'eigenaar');
  await looked(page, 'account-roles');
  await go(page, 'Noodtoegang', 'Noodtoegang');
  await button(page, 'Dossier openen').click();
  await page.getByText('Vul het hele nummer van het dossier in.').waitFor();
  await looked(page, 'break-glass');
  await page.fill('input[name=subject]', file);
  await page.getByLabel('De cliënt heeft nu zorg nodig').check();
  await page.fill('textarea[name=words]', 'te kort');
  await button(page, 'Dossier openen').click();
  await page.getByText('Schrijf op waarom, in minstens 15 tekens.').waitFor();
  await page.fill('textarea[name=words]', 'Flauwgevallen na de behandeling');
  await button(page, 'Dossier openen').click();
  await page.getByRole('complementary', { name: 'Noodtoegang' }).waitFor();
  await looked(page, 'break-glass-open');
  await inRole(page, 'eigenaar', 'behandelaar');
  // The bar stands above every page, and one's own use is judged by somebody else.
  await go(page, 'Maandcontrole', 'Maandcontrole');
  await page.getByRole('complementary', { name: 'Noodtoegang' }).waitFor();
  await page.getByText('Flauwgevallen na de behandeling').waitFor();
  await page.getByText('U deed dit zelf.', { exact: false }).first().waitFor();
  equal(await button(page, 'Beoordelen').count(), 0, 'ways to judge what one did oneself');
  await looked(page, 'review');
  await page.getByRole('link', { name: 'Bekijken of beëindigen' }).click();
  await button(page, 'Beëindigen').click();
  await page.getByText('Er is nu geen noodtoegang open.').waitFor();
  equal(await page.getByRole('complementary', { name: 'Noodtoegang' }).count(), 0, 'red bars after its end');
}

async function keeping(page) {
  await go(page, 'Sleutels', 'Sleutels en reservekopieën');
  await page.getByText('De inrichting is nog niet klaar').waitFor();
  await page.getByText('Er wordt geen reservekopie gemaakt.', { exact: false }).waitFor();
  await looked(page, 'keeping');
}

async function destruction(page) {
  await go(page, 'Vernietigen', 'Vernietigen');
  await page.getByText('Er staat niets in de weg.').waitFor();
  const choose = async () => {
    await page.fill('dialog input[name=subject-look]', 'Verzonnen');
    await page.keyboard.press('Enter');
    await page.locator('dialog input[name=subject]').first().check();
  };
  await button(page, 'Vernietiging vragen').click();
  await page.locator('dialog button[type=submit]').click();
  await page.getByText('Zoek een dossier en kies het.').waitFor();
  await choose();
  await page.fill('dialog input[name=reference]', 'map 3, brief van 4 mei');
  await accessible(page, 'asking to destroy');
  await picture(page, 'destruction-ask');
  await page.locator('dialog button[type=submit]').click();
  await page.getByText('gevraagd', { exact: true }).waitFor();
  await button(page, 'Dossier vasthouden').click();
  await choose();
  await page.fill('dialog input[name=reference]', 'klacht 2026-3');
  await page.locator('dialog button[type=submit]').click();
  await page.getByText('1 beletsel').waitFor();
  await looked(page, 'destruction');
  equal(await button(page, 'Vernietigen').count(), 0, 'ways to destroy what is held');
  await button(page, 'Intrekken').click();
  await button(page, 'Verzoek intrekken').click();
  await page.getByText('ingetrokken', { exact: true }).waitFor();
}

export const tests = [
  ['what surrounds the care: account, PIN and step-up, people, log, emergency access, review, keys and destroying', async () => {
    const house = await startEmptyHouse();
    try {
      await withPage(sizes.tablet, {}, async (page) => {
        page.setDefaultTimeout(60_000);
        // What is asked for before the second step is refused on purpose here.
        page.expectsRefusals = true;
        await begin(page, house);
        await account(page);
        await stepUp(page);
        await people(page);
        const file = await log(page);
        await emergency(page, file);
        await keeping(page);
        await destruction(page);
      });
    } finally {
      await house.stop();
    }
  }],
];
