// The Kwaliteitscheck on paper, sheet by sheet: see run.mjs.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { equal, fitsInWidth, holds, open, picture, pictures, sizes, withCheck } from './browser.mjs';
import { sheetsOf } from './sheets.mjs';

async function print(page, name) {
  const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  writeFileSync(join(pictures, `${name}.pdf`), bytes);
  return sheetsOf(bytes);
}

const headingSize = 12.5;
const heading = (line) => line.size > headingSize && /^\d+\. \S/.test(line.text);

// What is wrong with these sheets, in words. `aside`: a question of which nothing follows but its state.
export function faultsOf(sheets, { practice, day, page, aside, demo }) {
  const faults = [];
  sheets.forEach(({ height, lines }, index) => {
    const say = (fault) => faults.push(`sheet ${index + 1}: ${fault}`);
    const foot = lines.at(-1)?.text ?? '';
    for (const part of [practice, day, page(index + 1, sheets.length)])
      if (!foot.includes(part)) say(`"${part}" is not at its foot, but "${foot}"`);
    if (lines[0]?.text !== demo) say(`says "${lines[0]?.text}" at its head`);
    const body = lines.slice(1, -1);
    if (body.length < 4) say(`${body.length} lines`);
    for (const { y, smallest, text } of body) {
      if (smallest < 8.4) say(`letters of ${smallest} points in "${text}"`);
      if (y < 45 || y > height - 50) say(`"${text}" stands in the margin`);
      if (/\b[A-Z]{2}-([A-Z]?\d+-)?$/.test(text)) say(`a code is cut at the end of "${text}"`);
    }
    if (index > 1 && !heading(body[0])) say(`does not begin with its question but with "${body[0]?.text}"`);
    body.forEach((line, at) => {
      if (!heading(line)) return;
      const rest = body.slice(at + 1);
      const next = rest.findIndex(heading);
      const below = next < 0 ? rest : rest.slice(0, next);
      // What follows a heading and its state always has a source, in smaller letters.
      const whole = below.some(({ text }) => aside.test(text)) || below.some(({ smallest }) => smallest < 10);
      if (!whole) say(`the heading "${line.text}" is alone`);
    });
  });
  return faults;
}

const practices = [['kliniek', 'Kliniek Voorbeeldhof'], ['solo', 'Praktijk Voorbeeld Solo'], ['salon', 'Salon Voorbeeld']];
const spoken = {
  nl: {
    locale: 'nl-NL',
    page: (n, all) => `Bladzijde ${n} van ${all}`,
    aside: /^Niet (aan u gesteld|van toepassing)/,
    demo: 'Demo: een verzonnen praktijk.',
    legend: 'Wat de woorden betekenen',
  },
  en: {
    locale: 'en-GB',
    page: (n, all) => `Page ${n} of ${all}`,
    aside: /^Not (asked of you|applicable)/,
    demo: 'Demo: a made-up practice.',
    legend: 'What the words mean',
  },
};

export const tests = [
  ['paper holds all 22 questions and their overview, and nothing of the screen', () =>
    withCheck(sizes.desktop, {}, async (page) => {
      // What the browser does when it prints, held still to be looked at.
      await page.emulateMedia({ media: 'print' });
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      equal(await page.locator('[data-question]:visible').count(), 22, 'questions on paper');
      equal(await page.locator('table tbody tr:visible').count(), 22, 'rows of the overview');
      equal(await page.locator('button:visible, nav:visible').count(), 0, 'buttons on paper');
      holds((await page.locator('dl').first().textContent()).includes('kader-norms-'), 'the edition is not on paper');
      await page.setViewportSize({ width: 673, height: 980 });
      await fitsInWidth(page, 'paper of 178 mm');
      await picture(page, 'paper');
      await page.setViewportSize(sizes.desktop);
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
      equal(await page.locator('[data-question]').count(), 0, 'questions left on the screen');
    })],
  ['every sheet says whose it is, of which day and which question, none is empty and no heading stands alone', async () => {
    const counts = [];
    for (const [which, [name, practice]] of practices.entries())
      await withCheck(sizes.desktop, { which }, async (page) => {
        for (const [language, words] of Object.entries(spoken)) {
          if (language === 'en') {
            await page.getByRole('button', { name: 'English' }).click();
            await page.waitForSelector('h1:has-text("Quality check")');
          }
          const today = await page.evaluate(async () => (await (await fetch('/api/session')).json()).today);
          const written = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeZone: 'UTC' });
          const day = written.format(new Date(today));
          const sheets = await print(page, `paper-${name}-${language}`);
          holds(sheets.length >= 5 && sheets.length <= 60, `${name}: ${sheets.length} sheets`);
          equal(faultsOf(sheets, { practice, day, ...words }).join('\n        '), '', `${name}, ${language}`);
          const lines = sheets.flatMap((sheet) => sheet.lines);
          for (let number = 1; number <= 22; ++number)
            holds(lines.some((line) => heading(line) && line.text.startsWith(`${number}. `)), `${name}: question ${number} is not on paper`);
          holds(lines.some(({ text }) => text === words.legend), `${name}: what the words mean is not on paper`);
          counts.push(sheets.length);
        }
      });
    return `sheets: ${counts.join(', ')}`;
  }],
  ['paper of the past says on every sheet what was known then', () =>
    withCheck(sizes.desktop, {}, async (page) => {
      await open(page, '?op=2026-03-01&bekend=2026-02-01');
      for (const [index, { lines }] of (await print(page, 'paper-past')).entries())
        holds(lines.at(-1).text.includes('(zoals bekend op 1 februari 2026)'), `sheet ${index + 1}: "${lines.at(-1).text}"`);
    })],
];
