// Coming in and going out, with what the real server says: see run.mjs.

import { accessible, addAuthenticator, base, enter, equal, fitsInWidth, holds, open, openAllParts, picture, sizes, withPage } from './browser.mjs';
import { startEmptyHouse } from './program.mjs';

async function openOwnAccount(page) {
  await page.waitForSelector('main h1');
  const own = page.locator('details > summary');
  if ((await own.count()) > 0) await own.click();
}

// The field that has the focus, and what is said to be wrong with it.
function said(page) {
  return page.evaluate(() => {
    const field = document.activeElement;
    const [problem] = (field?.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id.endsWith('-error'));
    return `${field?.getAttribute('name')}: ${document.getElementById(problem)?.textContent}`;
  });
}

// Presses the button of the form and gives what the server answered, as the page got it.
async function submit(page, path) {
  const [response] = await Promise.all([
    page.waitForResponse((one) => new URL(one.url()).pathname === path && one.request().method() === 'POST'),
    page.keyboard.press('Enter'),
  ]);
  return { status: response.status(), body: await response.json() };
}

const doors = Object.entries(sizes).map(([name, size]) => [
  `the sign-in page is accessible and fits: ${name}`,
  () =>
    withPage(size, {}, async (page) => {
      await page.goto(`${base}/app/aanmelden`);
      await openOwnAccount(page);
      await accessible(page, 'the sign-in page');
      await fitsInWidth(page, 'the sign-in page');
      await picture(page, `sign-in-${name}`);
    }),
]);

export const tests = [
  ...doors,
  ['whoever is signed out comes back to the same place', () =>
    withPage(sizes.desktop, {}, async (page, context) => {
      await page.goto(`${base}/app/`);
      await page.waitForURL(/aanmelden/);
      await enter(page);
      await open(page, '?vraag=7');
      await context.clearCookies();
      page.expectsRefusals = true;
      await page.getByLabel('Op welke dag?').fill('1-3-2027');
      await page.keyboard.press('Enter');
      await page.waitForSelector('text=U was afgemeld.');
      await enter(page);
      const address = new URL(page.url()).searchParams;
      equal(address.get('vraag'), '7', 'the question of before');
      equal(address.get('op'), '2027-03-01', 'the day of before');
      await page.getByRole('button', { name: 'Afmelden' }).click();
      await page.waitForSelector('text=U bent afgemeld.');
    })],
  ['a wrong password is refused in the words of the server, nothing typed is lost, and the sixth time one waits', () =>
    withPage(sizes.phone, {}, async (page) => {
      page.expectsRefusals = true;
      await page.goto(`${base}/app/aanmelden`);
      await openOwnAccount(page);
      await page.locator('form button[type=submit]').click();
      await page.waitForSelector('text=Vul uw inlognaam in.');
      equal(await said(page), 'username: Vul uw inlognaam in.', 'an empty sign-in');
      await accessible(page, 'an empty sign-in');
      const nobody = `niemand-${Date.now()}`;
      await page.fill('input[name=username]', nobody);
      await page.fill('input[name=password]', 'dit is niet het wachtwoord');
      // Whether the name exists and the password is right is not told before the code.
      equal((await submit(page, '/api/session')).status, 200, 'the first step');
      await page.waitForSelector('input[name=one-time-code]');
      await accessible(page, 'the second step');
      await picture(page, 'sign-in-code');
      await page.fill('input[name=one-time-code]', '000000');
      const first = await submit(page, '/api/session/code');
      equal(first.status, 401, 'the refusal');
      await page.getByText(first.body.detail).waitFor();
      equal(await page.inputValue('input[name=one-time-code]'), '000000', 'the code');
      await accessible(page, 'a refused sign-in');
      await fitsInWidth(page, 'a refused sign-in');
      await picture(page, 'sign-in-refused');
      for (let times = 2; times <= 5; ++times) equal((await submit(page, '/api/session/code')).status, 401, 'a wrong code');
      await page.getByRole('button', { name: 'Opnieuw beginnen' }).click();
      await page.locator('input[name=password]').press('Enter');
      await page.fill('input[name=one-time-code]', '000000');
      const last = await submit(page, '/api/session/code');
      equal(last.status, 429, 'after many wrong codes');
      await page.waitForSelector('text=/Probeer het over \\d+ second/');
      await accessible(page, 'having to wait');
      await picture(page, 'sign-in-wait');
    })],
  ['a new house: the first account is made with the address that is told once, and an empty practice is taught what to do', async () => {
    const house = await startEmptyHouse();
    try {
      await withPage(sizes.tablet, {}, async (page) => {
        page.expectsRefusals = true;
        await addAuthenticator(page);
        const fill = async (name, login, password) => {
          await page.fill('input[name=name]', name);
          await page.fill('input[name=username]', login);
          await page.fill('input[name=password]', password);
        };
        await page.goto(`${house.url}/app/beginnen`);
        await page.waitForSelector('text=In dit adres ontbreekt de code.');
        await accessible(page, 'set-up without a code');

        await page.goto(`${house.url}/app/beginnen?token=verkeerd`);
        await page.waitForSelector('form');
        holds(!page.url().includes('token'), 'the code stays in the address');
        await page.locator('form button[type=submit]').click();
        await page.waitForSelector('text=Dit wachtwoord is te kort');
        equal(await said(page), 'name: Vul uw naam in.', 'the first field that lacks something');
        await accessible(page, 'the set-up page');
        await fitsInWidth(page, 'the set-up page');
        await picture(page, 'set-up');
        await fill('Noor Fictief', 'noor@voorbeeld.test', 'drie losse woorden samen');
        const wrong = await submit(page, '/api/setup');
        holds(wrong.status >= 400 && wrong.status < 500, `a wrong code: ${wrong.status}`);
        await page.getByText(wrong.body.detail).waitFor();
        equal(await page.inputValue('input[name=name]'), 'Noor Fictief', 'the name that was typed');
        await accessible(page, 'a refused code');
        await picture(page, 'set-up-refused');

        await page.goto(house.setUp);
        await page.waitForSelector('form');
        await fill('Noor Fictief', 'noor@voorbeeld.test', 'wwwwwwwwwwwwwwww');
        const made = await submit(page, '/api/setup');
        if (made.status >= 400) {
          // A password that is easily guessed: said at its field, and the code still opens.
          equal(made.body.fields?.[0]?.pointer, '/password', 'the field that is refused');
          await page.getByText(made.body.fields[0].detail).first().waitFor();
          await page.fill('input[name=password]', 'drie losse woorden samen');
          equal(Math.floor((await submit(page, '/api/setup')).status / 100), 2, 'the account');
        }
        await page.waitForSelector('text=Voeg een tweede stap toe');
        await accessible(page, 'adding a second step');
        await fitsInWidth(page, 'adding a second step');
        await picture(page, 'second-step');
        // Nothing else can be reached before.
        await page.goto(`${house.url}/app/kwaliteitscheck`);
        await page.waitForURL(/tweede-stap/);
        await page.getByRole('button', { name: 'Een app met codes gebruiken' }).click();
        await page.waitForSelector('svg[role=img]');
        await accessible(page, 'the code to scan');
        await picture(page, 'second-step-app', true);
        await page.getByRole('button', { name: 'Een passkey maken' }).click();
        await page.waitForSelector('text=Uw herstelcodes');
        equal(await page.locator('main ul li').count(), 10, 'recovery codes');
        await accessible(page, 'the recovery codes');
        await fitsInWidth(page, 'the recovery codes');
        await picture(page, 'recovery-codes', true);
        await page.getByRole('button', { name: 'Ik heb ze opgeschreven' }).click();
        await page.waitForSelector('text=Kader weet nog niets van uw praktijk');
        // The lock shows nothing, and opens where one was.
        await page.getByRole('button', { name: 'Vergrendelen' }).click();
        await page.waitForSelector('h1:has-text("Vergrendeld")');
        holds((await page.locator('[role=toolbar]').count()) === 0, 'the page shows through the lock');
        await accessible(page, 'the lock');
        await picture(page, 'locked');
        await page.reload();
        await page.waitForSelector('h1:has-text("Vergrendeld")');
        await page.getByRole('button', { name: 'Ontgrendelen met een passkey' }).click();
        await page.waitForSelector('text=Kader weet nog niets van uw praktijk');
        equal(await page.locator('[role=toolbar] a').count(), 22, 'cells of an empty practice');
        await accessible(page, 'an empty practice');
        await fitsInWidth(page, 'an empty practice');
        await picture(page, 'empty', true);
        for (let number = 1; number <= 22; ++number) {
          await page.locator(`[role=toolbar] a >> nth=${number - 1}`).click();
          await page.waitForSelector(`section[aria-label$=" ${number}"] h2`);
          await openAllParts(page);
          const codes = await page.evaluate(() =>
            [...document.querySelectorAll('main li, main p, main td')].map((one) => one.textContent).filter((text) => /^[a-z0-9]+([-_][a-z0-9]+)+$/.test(text)));
          equal(codes.join(' | '), '', `codes instead of words at question ${number}`);
        }

        await page.getByRole('button', { name: 'Afmelden' }).click();
        await page.waitForSelector('text=U bent afgemeld.');
        await page.goto(house.setUp);
        await page.waitForSelector('form');
        await fill('Iemand Anders', 'ander@voorbeeld.test', 'vier losse woorden samen');
        holds((await submit(page, '/api/setup')).status >= 400, 'the code opens a second time');

        await page.goto(`${house.url}/app/aanmelden`);
        await page.waitForSelector('form');
        await page.fill('input[name=username]', 'noor@voorbeeld.test');
        await page.fill('input[name=password]', 'een heel ander wachtwoord');
        equal((await submit(page, '/api/session')).status, 200, 'a wrong password, not told yet');
        await page.fill('input[name=one-time-code]', '123456');
        const refused = await submit(page, '/api/session/code');
        equal(refused.status, 401, 'a wrong password and code');
        await page.getByText(refused.body.detail).waitFor();
        holds((await page.locator('aside').count()) === 0, 'a real house says that it is a demo');
        // With the passkey nothing is typed.
        await page.goto(`${house.url}/app/aanmelden`);
        await page.getByRole('button', { name: 'Aanmelden met een passkey' }).click();
        await page.waitForSelector('text=Kader weet nog niets van uw praktijk');
      });
    } finally {
      await house.stop();
    }
  }],
];
