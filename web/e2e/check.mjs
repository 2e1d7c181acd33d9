// The Kwaliteitscheck in a real browser: see run.mjs.

import { accessible, base, equal, fitsInWidth, holds, picture, pictures, signIn, sizes, withPage } from './browser.mjs';
import { execFileSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const address = (page) => new URL(page.url()).searchParams;
const chosen = (page) => page.locator('[role=toolbar] a[aria-current=true]').getAttribute('aria-label');
async function open(page, query = '') {
  await page.goto(`${base}/app/kwaliteitscheck${query}`);
  await page.waitForSelector('[role=toolbar] a');
  await page.waitForSelector('#komend-lijst, #komend p + p');
}

const everySize = Object.entries(sizes).map(([name, size]) => [
  `the page is accessible and fits: ${name}`,
  () =>
    withPage(size, { locale: name === 'tablet' ? 'en-US' : 'nl-NL' }, async (page) => {
      await page.goto(`${base}/app/aanmelden`);
      await page.waitForSelector('main h1');
      await accessible(page, 'the sign-in page');
      await fitsInWidth(page, 'the sign-in page');
      await picture(page, `sign-in-${name}`);
      await signIn(page);
      await page.waitForSelector('#komend-lijst');
      await accessible(page, 'today');
      await fitsInWidth(page, 'today');
      await picture(page, `check-${name}`);
      await picture(page, `check-${name}-whole`, true);
      await fitsInWidth(page, 'today, after the picture');
      equal(await page.locator('[role=toolbar] a').count(), 22, 'cells');
      for (const part of await page.locator('section details > summary').all()) if (await part.isVisible()) await part.click();
      await accessible(page, 'with all requirements turned over');
      await fitsInWidth(page, 'with all requirements turned over');
      if (size.touch) {
        const small = await page.evaluate(() =>
          [...document.querySelectorAll('main button, [role=toolbar] a, main nav a, fieldset label')]
            .map((one) => one.getBoundingClientRect())
            .filter(({ width, height }) => width > 0 && Math.min(height, Math.max(width, 40)) < 40).length);
        equal(small, 0, 'targets under 40 px on a touch screen');
      }
    }),
]);

export const tests = [
  ...everySize,
  ['a question is chosen with the keyboard alone, and its address can be shared', () =>
    withPage(sizes.desktop, {}, async (page) => {
      await signIn(page);
      for (let tabs = 0; tabs < 30; ++tabs) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(() => document.activeElement?.closest('[role=toolbar]') !== null)) break;
        holds(tabs < 29, 'the strip is not reached with Tab');
      }
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => location.search.includes('vraag=2'));
      holds((await chosen(page)).startsWith('Vraag 2:'), 'question 2 is not the chosen one');
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => location.search.includes('vraag=22'));
      await page.reload();
      await page.waitForSelector('[role=toolbar] a');
      holds((await chosen(page)).startsWith('Vraag 22:'), 'the address does not open question 22');
      await page.goBack();
      await page.waitForFunction(() => location.search.includes('vraag=2'));
    })],
  ['a filter shows only those, and lives in the address', () =>
    withPage(sizes.desktop, {}, async (page) => {
      await signIn(page);
      const filter = page.locator('nav a', { hasText: 'Aangetoond' });
      const count = Number(await filter.locator('b').textContent());
      await filter.click();
      await page.waitForFunction(() => location.search.includes('stand=shown'));
      equal(await page.locator('section[aria-labelledby^=groep] li').count(), count, 'rows with this state');
      await page.getByLabel('Op nummer').check();
      await page.waitForFunction(() => location.search.includes('orde=nummer'));
    })],
  ['another day is typed the Dutch way, in any browser, and says that it is not today', () =>
    withPage(sizes.desktop, { locale: 'en-US' }, async (page) => {
      await signIn(page);
      const field = page.getByLabel('Op welke dag?');
      await field.fill('3-4-2027');
      await page.keyboard.press('Enter');
      await page.waitForSelector('text=U ziet 3 april 2027, niet vandaag.');
      equal(address(page).get('op'), '2027-04-03', 'the day in the address');
      await field.fill('31-02-2027');
      await page.keyboard.press('Enter');
      await page.waitForSelector('text=Deze datum bestaat niet.');
      equal(await field.inputValue(), '31-02-2027', 'what was typed stays');
      equal(address(page).get('op'), '2027-04-03', 'the day stays');
      await accessible(page, 'a refused day');
      await page.getByRole('button', { name: 'Kalender openen of sluiten' }).click();
      await page.waitForSelector('table button[data-selected]');
      await accessible(page, 'with the calendar open');
      await picture(page, 'calendar');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Terug naar vandaag' }).click();
      await page.waitForFunction(() => !location.search.includes('op='));
    })],
  ['the past can be asked for as it was known then', () =>
    withPage(sizes.desktop, {}, async (page) => {
      await signIn(page);
      const today = (await page.getByLabel('Op welke dag?').inputValue()).split('-').reverse().join('-');
      const past = `${Number(today.slice(0, 4)) - 1}${today.slice(4, 8)}01`;
      await open(page, `?op=${past}`);
      await page.getByRole('switch').click();
      await page.waitForFunction(() => location.search.includes('bekend='));
      equal(address(page).get('bekend'), past, 'known on');
      await page.waitForSelector('text=/met wat op .* al was vastgelegd/');
      await accessible(page, 'the past');
      await picture(page, 'past');
    })],
  ['the language changes in place, with everything in it', () =>
    withPage(sizes.desktop, {}, async (page) => {
      await signIn(page);
      await open(page, '?vraag=4');
      await page.getByRole('button', { name: 'English' }).click();
      await page.waitForSelector('h1:has-text("Quality check")');
      equal(await page.evaluate(() => document.documentElement.lang), 'en', 'lang');
      equal(address(page).get('vraag'), '4', 'the chosen question');
      await accessible(page, 'in English');
      await picture(page, 'english');
      const left = await page.evaluate(() =>
        [...document.querySelectorAll('main *')]
          .filter((one) => one.children.length === 0 && !one.closest('[lang=nl]'))
          .map((one) => one.textContent ?? '')
          .filter((text) => /\b(ontbreekt|sinds|vraag|aangetoond|bewijs|verklaard)\b/i.test(text)));
      equal(left.join(' | '), '', 'Dutch that stayed');
      await page.reload();
      await page.waitForSelector('h1:has-text("Quality check")');
      await page.getByRole('button', { name: 'Nederlands' }).click();
      await page.waitForSelector('h1:has-text("Kwaliteitscheck")');
    })],
  ['paper holds all 22 questions, with practice, day, edition and page numbers', () =>
    withPage(sizes.desktop, {}, async (page) => {
      await signIn(page);
      await page.waitForSelector('#komend-lijst');
      const path = join(pictures, 'paper.pdf');
      // What the browser does when it prints, held still to be looked at.
      await page.emulateMedia({ media: 'print' });
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      equal(await page.locator('[data-question]:visible').count(), 22, 'questions on paper');
      equal(await page.locator('button:visible, nav:visible').count(), 0, 'buttons on paper');
      holds((await page.locator('dl').textContent()).includes('kader-norms-'), 'the edition is not on paper');
      await picture(page, 'paper', true);
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
      equal(await page.locator('[data-question]').count(), 0, 'questions left on the screen');
      await page.emulateMedia({ media: null });
      writeFileSync(path, await page.pdf({ preferCSSPageSize: true, printBackground: false }));
      holds(statSync(path).size > 50_000, 'the paper is empty');
      try {
        const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
        for (let number = 1; number <= 22; ++number) holds(new RegExp(`^\\s*${number}\\. \\S`, 'm').test(text), `question ${number} is not on paper`);
        for (const word of ['Uitgave van de normen', 'Kwaliteitscheck op', 'Bladzijde 1 van']) holds(text.includes(word), `"${word}" is not on paper`);
        holds(!text.includes('Afmelden'), 'a button is on paper');
      } catch (error) {
        if (error.code !== 'ENOENT') throw error;
        console.log('        (pdftotext is not there: the bytes of the paper were not read)');
      }
    })],
  ['whoever is signed out comes back to the same place', () =>
    withPage(sizes.desktop, {}, async (page, context) => {
      await signIn(page);
      await open(page, '?vraag=7');
      await context.clearCookies();
      page.expectsRefusals = true;
      await page.getByLabel('Op welke dag?').fill('1-3-2027');
      await page.keyboard.press('Enter');
      await page.waitForSelector('text=U was afgemeld.');
      const choices = page.locator('main ul button');
      if ((await choices.count()) > 0) await choices.first().click();
      else {
        await page.fill('input[name=username]', process.env.KADER_LOGIN ?? 'mock');
        await page.fill('input[name=password]', process.env.KADER_PASSWORD ?? 'mock-password-1');
        await page.keyboard.press('Enter');
      }
      await page.waitForSelector('[role=toolbar] a');
      equal(address(page).get('vraag'), '7', 'the question of before');
      equal(address(page).get('op'), '2027-03-01', 'the day of before');
      await page.getByRole('button', { name: 'Afmelden' }).click();
      await page.waitForSelector('text=U bent afgemeld.');
    })],
  ['a wrong password is refused in words, and nothing typed is lost', () =>
    withPage(sizes.phone, {}, async (page) => {
      page.expectsRefusals = true;
      await page.goto(`${base}/app/aanmelden`);
      await page.waitForSelector('main h1');
      const own = page.locator('details > summary');
      if ((await own.count()) > 0) await own.click();
      await page.locator('form button[type=submit]').click();
      await page.waitForSelector('text=Vul uw gebruikersnaam in.');
      await page.fill('input[name=username]', 'niemand');
      await page.fill('input[name=password]', 'dit is niet het wachtwoord');
      await page.keyboard.press('Enter');
      await page.waitForSelector('[role=alert], [role=status]');
      equal(await page.inputValue('input[name=username]'), 'niemand', 'the user name');
      await accessible(page, 'a refused sign-in');
      await fitsInWidth(page, 'a refused sign-in');
      await picture(page, 'sign-in-refused');
      await page.goto(`${base}/app/beginnen?token=verkeerd`);
      await page.waitForSelector('form');
      holds(!page.url().includes('token'), 'the token stays in the address');
      await page.locator('form button[type=submit]').click();
      await page.waitForSelector('text=Dit wachtwoord is te kort');
      await accessible(page, 'the set-up page');
      await fitsInWidth(page, 'the set-up page');
      await picture(page, 'set-up');
    })],
  ['first content on a processor slowed four times (reported; bytes are what fails)', () =>
    withPage(sizes.desktop, {}, async (page, context) => {
      await signIn(page);
      const session = await context.newCDPSession(page);
      await session.send('Network.enable');
      await session.send('Network.clearBrowserCache');
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      await page.goto(`${base}/app/kwaliteitscheck`);
      await page.waitForSelector('[role=toolbar] a');
      const [paint, cells] = await page.evaluate(() => [
        performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
        performance.now(),
      ]);
      console.log(`        first paint ${Math.round(paint)} ms, the 22 cells ${Math.round(cells)} ms`);
    })],
];
