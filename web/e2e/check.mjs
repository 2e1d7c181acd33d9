// The Kwaliteitscheck in a real browser: see run.mjs.

import { accessible, equal, fitsInWidth, holds, open, openAllParts, picture, sizes, withCheck } from './browser.mjs';

const address = (page) => new URL(page.url()).searchParams;
const chosen = (page) => page.locator('[role=toolbar] a[aria-current=true]').getAttribute('aria-label');

const everySize = Object.entries(sizes).map(([name, size]) => [
  `the page is accessible and fits: ${name}`,
  () =>
    withCheck(size, { locale: name === 'tablet' ? 'en-US' : 'nl-NL' }, async (page) => {
      if (name === 'desktop') await accessible(page, 'today');
      await fitsInWidth(page, 'today');
      await picture(page, `check-${name}`);
      await picture(page, `check-${name}-whole`, true);
      await fitsInWidth(page, 'today, after the picture');
      equal(await page.locator('[role=toolbar] a').count(), 22, 'cells');
      await openAllParts(page);
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
    withCheck(sizes.desktop, {}, async (page) => {
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
    withCheck(sizes.desktop, {}, async (page) => {
      const filter = page.locator('nav a', { hasText: 'Aangetoond' });
      const count = Number(await filter.locator('b').textContent());
      await filter.click();
      await page.waitForFunction(() => location.search.includes('stand=shown'));
      equal(await page.locator('section[aria-labelledby^=groep] li').count(), count, 'rows with this state');
      await page.getByLabel('Op nummer').check();
      await page.waitForFunction(() => location.search.includes('orde=nummer'));
    })],
  ['another day is typed the Dutch way, in any browser, and says that it is not today', () =>
    withCheck(sizes.desktop, { locale: 'en-US' }, async (page) => {
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
    withCheck(sizes.desktop, {}, async (page) => {
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
];
