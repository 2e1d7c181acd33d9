// The page as a whole: keyboard, zoom, languages, speed, and that it says what the command line says. See run.mjs.

import { accessible, base, dutchLeft, equal, fitsInWidth, holds, open, openAllParts, picture, sizes, withCheck } from './browser.mjs';
import { kader, movedExample } from './program.mjs';

// What has the focus: what it is, and how it shows. A control that is drawn by its label is looked at there.
const focused = () => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const drawn = [one, one.nextElementSibling, one.parentElement, one.parentElement?.querySelector('span, div')].filter(Boolean);
  const ring = drawn.some((each) => {
    const style = getComputedStyle(each);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  });
  const box = (one.getBoundingClientRect().width > 2 ? one : one.parentElement).getBoundingClientRect();
  const inSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  one.dataset.reached = 'yes';
  return { name: `${one.tagName} ${(one.getAttribute('aria-label') ?? one.textContent ?? '').slice(0, 40)}`, ring, inSight };
};

const states = {
  missing: 'Ontbreekt', contradicted: 'Tegengesproken', attested: 'Verklaard', expiring: 'Verandert binnenkort',
  shown: 'Aangetoond', not_applicable: 'Niet van toepassing', not_asked: 'Niet aan u gesteld',
};
const lookOf = ({ applicable, state, expiring }) => (!applicable ? 'not_asked' : state === 'shown' && expiring ? 'expiring' : state);

// Measured alone, when the others are done.
export const alone = [
  ['the first screen comes packed and within its bytes, and is there soon on a processor slowed four times', () =>
    withCheck(sizes.desktop, {}, async (page, context) => {
      const session = await context.newCDPSession(page);
      await session.send('Network.enable');
      const paint = async (rate) => {
        await session.send('Network.clearBrowserCache');
        await session.send('Emulation.setCPUThrottlingRate', { rate });
        await page.goto(`${base}/app/kwaliteitscheck`);
        await page.waitForSelector('[role=toolbar] a');
        return page.evaluate(() => [performance.getEntriesByName('first-contentful-paint')[0].startTime, performance.now()]);
      };
      const sizes = new Map();
      const packed = new Map();
      session.on('Network.responseReceived', ({ requestId, response }) =>
        packed.set(requestId, [new URL(response.url).pathname, response.headers['content-encoding'] ?? response.headers['Content-Encoding']]));
      session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
      const [plain] = await paint(1);
      let bytes = 0;
      for (const [id, [path, encoding]] of packed) {
        if (!/\.(js|css)$/.test(path)) continue;
        bytes += sizes.get(id) ?? 0;
        holds(encoding === 'gzip' || (sizes.get(id) ?? 0) < 2000, `${path} comes unpacked`);
      }
      holds(bytes > 50_000 && bytes < 200_000, `${bytes} bytes of script and style`);
      const [slow, cells] = await paint(4);
      holds(slow < 10_000, 'no content within ten seconds');
      return `${Math.round(bytes / 1000)} kB; first content ${Math.round(slow)} ms at 4x (${Math.round(plain)} ms unslowed), the 22 cells ${Math.round(cells)} ms`;
    })],
];

export const tests = [
  ['with the Tab key alone everything is reached, one sees where one is, and one gets out again', () =>
    withCheck(sizes.desktop, {}, async (page) => {
      const rings = [];
      const hidden = [];
      let first;
      let at = 'the page';
      let presses = 0;
      for (; at && presses < 250; ++presses) {
        await page.keyboard.press('Tab');
        at = await page.evaluate(focused);
        // What moves into sight may take a moment.
        for (let tries = 0; at && !at.inSight && tries < 50; ++tries) {
          await page.waitForTimeout(100);
          at = await page.evaluate(focused);
        }
        if (!at) break;
        first ??= at.name;
        if (!at.ring) rings.push(at.name);
        if (!at.inSight) hidden.push(at.name);
      }
      holds(presses < 250, 'the Tab key does not come to an end');
      holds(first.includes('Naar de inhoud'), `the first stop is not the way to the content but ${first}`);
      equal(rings.join(' | '), '', 'stops that do not show the focus');
      equal(hidden.join(' | '), '', 'stops out of sight');
      const passed = await page.evaluate(() =>
        [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
          .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.tabIndex >= 0 && !one.dataset.reached)
          .filter((one) => one.type !== 'radio' || one.checked)
          .map((one) => `${one.tagName} ${one.textContent}`));
      equal(passed.join(' | '), '', 'what the Tab key passes by');
      // The way past the bar, and a part of the panel, with keys.
      await page.reload();
      await page.waitForSelector('[role=toolbar] a');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      equal(await page.evaluate(() => document.activeElement?.id), 'inhoud', 'after the way to the content');
      const part = await page.locator('section details:not([open]) > summary').first().elementHandle();
      await part.focus();
      await page.keyboard.press('Enter');
      holds(await part.evaluate((one) => one.parentElement.open), 'Enter does not open a part of the panel');
      return `${presses} stops`;
    })],
  ['at 200 % on a tablet nothing is lost and nothing scrolls sideways', () =>
    withCheck({ width: 590, height: 410, touch: true }, { zoom: 2 }, async (page) => {
      await openAllParts(page);
      await fitsInWidth(page, 'at 200 %');
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll('main *')]
          .filter((one) => !one.closest('.hidden-visually, svg') && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
          .filter((one) => ['hidden', 'clip'].includes(getComputedStyle(one).overflowX))
          .map((one) => `${one.tagName} ${one.textContent.slice(0, 40)}`));
      equal(cut.join(' | '), '', 'cut off');
      for (const name of ['English', 'Afmelden', 'Vandaag', 'Afdrukken'])
        holds(await page.getByRole('button', { name }).isVisible(), `the button ${name} is gone`);
      await picture(page, 'zoomed', true);
    })],
  ['the language changes in place, and no Dutch stays behind in any of the 22 questions', () =>
    withCheck(sizes.desktop, { query: '?vraag=4' }, async (page) => {
      await page.getByRole('button', { name: 'English' }).click();
      await page.waitForSelector('h1:has-text("Quality check")');
      equal(await page.evaluate(() => document.documentElement.lang), 'en', 'lang');
      equal(new URL(page.url()).searchParams.get('vraag'), '4', 'the chosen question');
      await accessible(page, 'in English');
      await picture(page, 'english');
      for (let number = 1; number <= 22; ++number) {
        await page.locator(`[role=toolbar] a >> nth=${number - 1}`).click();
        await page.waitForSelector(`section[aria-label$=" ${number}"] h2`);
        await openAllParts(page);
        equal((await dutchLeft(page)).join(' | '), '', `Dutch at question ${number}`);
      }
      const all = page.locator('#komend > button');
      if (await all.isVisible()) await all.click();
      await open(page, '?op=2060-01-01');
      equal((await dutchLeft(page)).join(' | '), '', 'Dutch on another day');
      await page.reload();
      await page.waitForSelector('h1:has-text("Quality check")');
      await page.getByRole('button', { name: 'Nederlands' }).click();
      await page.waitForSelector('h1:has-text("Kwaliteitscheck")');
    })],
  ['far ahead nothing is said to end on the last day that Kader sees, and that day itself has answers', () =>
    withCheck(sizes.desktop, { query: '?op=2060-01-01' }, async (page) => {
      for (let number = 1; number <= 22; ++number) {
        await page.locator(`[role=toolbar] a >> nth=${number - 1}`).click();
        await page.waitForSelector(`section[aria-label$=" ${number}"] h2`);
        await openAllParts(page);
        const text = await page.locator('main').textContent();
        holds(!text.includes('2069'), `question ${number} names the last day: ${/.{60}2069.{20}/.exec(text)?.[0]}`);
      }
      await open(page, '?op=2069-09-17');
      equal(await page.locator('[role=toolbar] a').count(), 22, 'cells on the last day');
      await page.waitForSelector('text=Van 17 september 2069 tot en met 17 september 2069.');
    })],
  ['someone alone is asked 15 questions, and the other seven stand apart', () =>
    withCheck(sizes.tablet, { which: 1 }, async (page) => {
      equal(await page.locator('section[aria-labelledby=groep-not_asked] li').count(), 7, 'questions that are not asked');
      equal(await page.locator('[role=toolbar] a').count(), 22, 'cells');
      await accessible(page, 'someone alone');
      await fitsInWidth(page, 'someone alone');
      await picture(page, 'solo', true);
    })],
  ['the page and the command line agree on every state, day and reason of the three examples', async () => {
    for (const [which, name] of ['kliniek', 'solo', 'salon'].entries())
      await withCheck(sizes.desktop, { which, query: '?orde=nummer' }, async (page) => {
        const told = JSON.parse(kader('check', movedExample(name), '--format', 'json'));
        const given = await page.evaluate(async (on) => (await fetch(`/api/check?on=${on}`)).json(), told.on);
        for (const [index, question] of told.questions.entries())
          equal(JSON.stringify(given.questions[index]), JSON.stringify(question), `${name}, question ${question.number}`);
        equal(JSON.stringify(given.scope), JSON.stringify(told.scope), `${name}: which questions are asked`);
        const rows = await page.locator('section[aria-labelledby=groep-alle] li').allTextContents();
        equal(rows.length, told.questions.length, 'rows on the page');
        for (const [index, question] of told.questions.entries()) {
          const row = rows[index];
          const reasons = question.requirements.filter((one) => one.effect === question.state).map((one) => one.reasons.text?.nl ?? one.title.nl);
          holds(row.startsWith(`${question.number}${question.title.nl}`), `${name}: row ${index + 1} is "${row}"`);
          holds(row.includes(states[lookOf(question)]), `${name}, question ${question.number}: ${lookOf(question)} and "${row}"`);
          if (question.applicable && ['missing', 'contradicted'].includes(question.state))
            holds(reasons.some((reason) => row.includes(reason)), `${name}, question ${question.number}: no reason in "${row}"`);
          if (question.applicable && question.since > '1980-01-01') {
            const since = new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(question.since));
            holds(row.toLowerCase().includes(`sinds ${since}`), `${name}, question ${question.number}: not since ${since} in "${row}"`);
          }
        }
      });
  }],
];
