// The pages for everybody: without script, valid, light, readable, at every size; and three people who use them.

import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { HtmlValidate } from 'html-validate';

import { accessible, equal, fitsInWidth, holds, picture, pictures, sizes, withPage } from './browser.mjs';
import { house, startPublic } from './program.mjs';
import { sheetsOf } from './sheets.mjs';

// One server without any practice for all of these; the earlier norms are those of today with two things different.
let serving;
function server() {
  serving ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kader-earlier-'));
    const earlier = join(folder, 'norms');
    cpSync(join(house, 'norms'), earlier, { recursive: true });
    const change = (file, row, was, now) => {
      const text = readFileSync(join(earlier, file), 'utf8');
      const at = text.indexOf(was, text.indexOf(row));
      holds(text.includes(row) && at >= 0, `${file} has no ${row} with ${was}`);
      writeFileSync(join(earlier, file), text.slice(0, at) + now + text.slice(at + was.length));
    };
    change('parameters/q06.toml', 'quality-activity-interval', 'value = "12 months"', 'value = "6 months"');
    change('treatments.toml', 'botulinum-cosmetic', 'category = 1', 'category = 2');
    const { url, stop, said } = await startPublic(earlier);
    return { url, said, stop: async () => (await stop(), rmSync(folder, { recursive: true, force: true })) };
  })();
  return serving;
}
export async function stopPublic() {
  if (serving) await (await serving).stop();
}

const places = [
  '/', '/wat-geldt', '/wat-geldt?alone=only-me&legal-form=sole-trader&treatments=laser-hair-removal&heads=abc', '/wat-geldt?zoek=botox', '/waar-terecht',
  '/waar-terecht?who=client&about=agency&about=silence&place=abroad',
  '/zwijgbeding', '/kwaliteitsinstrumenten', '/kwaliteitsinstrumenten/quality-framework-cosmetic-care', '/kwaliteitsinstrumenten/wat-veranderde',
];

// Words that only this program could have put into a file.
const forbidding =
  'Artikel 7. De cliënt zal zich niet negatief uitlaten over de kliniek of het bureau, ook niet op internet. ' +
  'Bij overtreding betaalt de cliënt een boete van 10.000 euro. De behandeling kost 2.500 euro.';

const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    // How a tag is written is not whether it is valid.
    'attribute-boolean-style': 'off', 'void-style': 'off', 'no-trailing-whitespace': 'off', 'long-title': 'off',
  },
});
async function validate(html, what) {
  const report = await validator.validateString(html);
  const faults = report.results.flatMap((result) => result.messages.map((one) => `${one.line}:${one.column} ${one.ruleId}: ${one.message}`));
  if (faults.length > 0) throw new Error(`${what} is no valid HTML:\n  ${faults.slice(0, 12).join('\n  ')}`);
}

const withoutScript = { javaScriptEnabled: false };
const plain = (act, size = sizes.desktop, options = {}) => withPage(size, { ...withoutScript, ...options }, act);

async function print(page, name) {
  const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  writeFileSync(join(pictures, `${name}.pdf`), bytes);
  return sheetsOf(bytes);
}
// One sheet, with sources, in letters that can be read.
async function onOneSheet(page, name) {
  const sheets = await print(page, name);
  equal(sheets.length, 1, `${name}: sheets`);
  const lines = sheets[0].lines.map((line) => line.text);
  holds(lines.some((line) => /Bronnen|Sources/.test(line)), `${name}: no sources on paper`);
  const smallest = Math.min(...sheets[0].lines.map((line) => line.smallest));
  holds(smallest >= 5.5, `${name}: letters of ${smallest} points`);
  return lines;
}

export const tests = [
  ['the pages for everybody are valid HTML, at most 60 kB with their style, and hold no script', async () => {
    const { url } = await server();
    const weigh = async (path) => (await (await fetch(url + path)).arrayBuffer()).byteLength;
    const shared = (await weigh('/publiek.css')) + (await weigh('/merk.svg'));
    let heaviest = 0;
    for (const place of places)
      for (const language of ['nl', 'en']) {
        const address = `${place}${place.includes('?') ? '&' : '?'}taal=${language}`;
        const html = await (await fetch(url + address)).text();
        await validate(html, address);
        heaviest = Math.max(heaviest, Buffer.byteLength(html) + shared);
      }
    holds(heaviest <= 60_000, `the heaviest page has ${heaviest} bytes`);
    return `${heaviest} bytes at most`;
  }],

  ['the pages for everybody are accessible and fit, from a phone to a desk', async () => {
    const { url } = await server();
    for (const [name, size] of Object.entries(sizes))
      await withPage(size, {}, async (page) => {
        for (const place of places) {
          await page.goto(url + place);
          if (name === 'desktop' || name === 'phone') await accessible(page, `${place} at ${name}`);
          await fitsInWidth(page, `${place} at ${name}`);
          if (process.env.KADER_PICTURES && name !== 'portrait')
            await picture(page, `public-${places.indexOf(place)}-${name}`, true);
        }
      });
  }],

  ['first content within 1.5 s on a processor six times slower', async () => {
    const { url } = await server();
    const times = [];
    const bare = [];
    const firstContent = (page) =>
      page.evaluate(() => new Promise((resolve) =>
        new PerformanceObserver((list) => resolve(list.getEntriesByName('first-contentful-paint')[0].startTime)).observe({ type: 'paint', buffered: true })));
    await withPage(sizes.phone, {}, async (page, context) => {
      page.expectsRefusals = true;  // A bare page has no picture in the bar of the browser.
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
      for (const place of places) {
        await page.goto(url + place);
        times.push(await firstContent(page));
        // What this machine needs for a page with nothing in it.
        await page.goto(`${url}/health`);
        bare.push(await firstContent(page));
      }
    });
    // The machine may be busy, and then a page with nothing in it is late as well.
    const middle = (all) => all.toSorted((a, b) => a - b)[all.length >> 1];
    const told = `first content after ${times.map(Math.round).join(', ')} ms; of a bare page after ${Math.round(middle(bare))} ms`;
    holds(middle(times) < 1500 || middle(times) < 2 * middle(bare), told);
    return told;
  }],

  ['a client with a silence contract of an agency abroad learns what it is worth and where to turn', async () => {
    const { url } = await server();
    const begin = Date.now();
    await plain(async (page) => {
      await page.goto(`${url}/`);
      await page.click('main >> text=Mogen zij mij laten zwijgen?');
      await page.fill('textarea[name=tekst]', forbidding);
      await page.fill('input[name=getekend]', '2025-03-01');
      await page.click('label:has-text("buitenland")');
      await page.click('button:has-text("Lees mijn tekst")');
      await page.waitForSelector('mark');
      equal(await page.locator('mark').count(), 2, 'marked sentences');
      holds((await page.locator('.marks').innerText()).includes('boete'), 'the penalty is not named');
      holds((await page.locator('.group.first').innerText()).includes('1 maart 2025'), 'the day of signing is not there');
      holds(!(await page.locator('mark').allInnerTexts()).some((text) => text.includes('2.500 euro')), 'the price is marked');
      await picture(page, 'public-reading-desktop', true);
      await onOneSheet(page, 'public-reading');
      await page.click('text=Waar kunt u hiermee terecht?');
      await page.waitForSelector('form.questions');
      for (const [question, value] of [['danger', 'no'], ['who', 'client'], ['about', 'agency'], ['about', 'silence'], ['place', 'abroad']])
        await page.check(`#${question} input[value="${value}"]`);
      await page.click('button:has-text("Toon het antwoord")');
      await page.waitForSelector('.outcomes .desk');
      await picture(page, 'public-turn-desktop', true);
      const lines = await onOneSheet(page, 'public-turn');
      holds(lines.length > 20, `only ${lines.length} lines on paper`);
    });
    holds(Date.now() - begin < 180_000, 'it took more than three minutes');
  }],

  ['the owner of a salon who starts with laser and permanent make-up prints what to arrange', async () => {
    const { url } = await server();
    const begin = Date.now();
    await plain(async (page) => {
      await page.goto(`${url}/wat-geldt`);
      const choose = (question, value) => page.check(`#${question} input[value="${value}"]`);
      await choose('situation', 'starting');
      await choose('legal-form', 'sole-trader');
      await choose('alone', 'only-me');
      await page.fill('#zoekveld', 'laserontharen');
      await page.click('button:has-text("Zoek")');
      await page.click('#treatments .choice:has-text("Laserontharing")');
      await page.fill('#zoekveld', 'pmu');
      await page.click('button:has-text("Zoek")');
      await page.click('#treatments .choice:has-text("Permanente make-up")');
      holds(await page.isChecked('#situation input[value=starting]'), 'the first answer is gone after searching');
      await choose('profession', 'beautician');
      await page.fill('input[name=locations]', '1');
      await page.fill('input[name=start-day]', '2027-01-01');
      await page.click('button:has-text("Toon het antwoord")');
      await page.waitForSelector('.outcomes');
      const text = await page.locator('main').innerText();
      for (const word of ['Laserontharing', 'Permanente make-up', 'vergunning', 'vragen 1 tot en met 15', '1 januari 2027'])
        holds(text.includes(word), `"${word}" is not in the answer`);
      await picture(page, 'public-applies-desktop', true);
      const lines = await onOneSheet(page, 'public-applies');
      holds(lines.some((line) => line.includes('Kwaliteitscheck')), 'the check is not on paper');
      // What is kept as a bookmark is the whole answer.
      const kept = page.url();
      await page.goto(`${url}/`);
      await page.goto(kept);
      equal(await page.locator('main').innerText(), text, 'the bookmark');
    });
    holds(Date.now() - begin < 180_000, 'it took more than three minutes');
    await plain(async (page) => {
      await page.goto(`${url}/wat-geldt?alone=only-me&legal-form=sole-trader&treatments=laser-hair-removal&situation=starting`);
      await fitsInWidth(page, 'the answer on a phone');
      await picture(page, 'public-applies-phone', true);
    }, sizes.phone);
  }],

  ['what applies and where to turn are one sheet of A4, however much it is', async () => {
    const { url } = await server();
    const folder = join(house, 'norms/cases/interviews');
    const situations = readdirSync(folder).flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/id = "([^"]+)"[\s\S]*?answers = \{(.*)\}/g)].map(([, id, answers]) => {
        const query = new URLSearchParams({ toon: '1' });
        for (const [, name, value] of answers.matchAll(/([\w-]+) = (\[[^\]]*\]|"[^"]*"|[\w-]+)/g))
          for (const one of value.startsWith('[') ? [...value.matchAll(/"([^"]*)"/g)].map(([, text]) => text) : [value.replaceAll('"', '')]) query.append(name, one);
        return [id, `${url}/${file.startsWith('applies') ? 'wat-geldt' : 'waar-terecht'}?${query}`];
      }));
    holds(situations.length > 160, `only ${situations.length} situations`);
    // The one with the most, and some of all.
    const some = situations.filter(([id], at) => at % 15 === 0 || id === 'applies-clinic-injectables-team');
    await plain(async (page) => {
      for (const [id, address] of some) {
        await page.goto(address);
        equal((await print(page, 'public-sheet')).length, 1, `${id}: sheets`);
      }
    });
    return `${some.length} situations`;
  }],

  ['a quality officer reads what a new edition changed on the day it is there', async () => {
    const { url } = await server();
    const begin = Date.now();
    await plain(async (page) => {
      await page.goto(`${url}/`);
      await page.click('nav >> text=Kwaliteitsinstrumenten');
      await page.click('text=lees wat er veranderde');
      await page.waitForSelector('.outcomes');
      equal(await page.locator('.outcomes > li').count(), 2, 'changes');
      const text = await page.locator('main').innerText();
      holds(/6 maanden|vragen|vraag/i.test(text), 'it does not say what is touched');
      await picture(page, 'public-changes-desktop', true);
      equal((await print(page, 'public-changes')).length, 1, 'sheets');
      await page.click('text=Alle kwaliteitsinstrumenten');
      await page.click('main >> text=Kwaliteitskader Cosmetische zorg');
      await page.waitForSelector('.timeline .today');
      await picture(page, 'public-instrument-desktop', true);
      holds((await page.locator('.sources li').count()) > 3, 'sources');
    });
    holds(Date.now() - begin < 180_000, 'it took more than three minutes');
  }],

  ['a PDF is read in the place where it was chosen, and a photograph gets its own answer', async () => {
    const { url } = await server();
    let bytes;
    await withPage(sizes.desktop, {}, async (page) => {
      await page.setContent(`<html lang="nl"><title>Contract</title><p>${forbidding}</p></html>`);
      bytes = await page.pdf();
    });
    const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABXvMqOgAAAABJRU5ErkJggg==', 'base64');
    await plain(async (page) => {
      await page.goto(`${url}/zwijgbeding`);
      await page.setInputFiles('input[type=file]', { name: 'contract.pdf', mimeType: 'application/pdf', buffer: bytes });
      await page.click('button:has-text("Lees mijn tekst")');
      await page.waitForSelector('mark');
      equal(await page.locator('mark').count(), 2, 'marked sentences');
      await page.click('text=Lees nog een tekst');
      page.expectsRefusals = true;
      await page.setInputFiles('input[type=file]', { name: 'contract.pdf', mimeType: 'application/pdf', buffer: pixel });
      await page.click('button:has-text("Lees mijn tekst")');
      await page.waitForSelector('[role=alert]');
      holds((await page.innerText('[role=alert]')).includes('foto'), 'it does not say that this is a photograph');
    });
  }],

  ['a text that was sent in is nowhere afterwards: no file, no log, no core', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kader-canary-'));
    try {
      const { url, stop, said } = await startPublic(undefined, { folder, signal: 'SIGABRT' });
      const words = ['kanariewoordeen', 'kanariewoordtwee', 'kanariewoorddrie'];
      const send = async (fields) => {
        const form = new FormData();
        for (const [name, value] of Object.entries(fields)) form.set(name, value);
        const answer = await fetch(`${url}/zwijgbeding`, { method: 'POST', body: form, headers: { origin: url, 'sec-fetch-site': 'same-origin' } });
        return [answer.status, await answer.text(), answer.headers.get('cache-control')];
      };
      const [status, html, kept] = await send({ tekst: `${forbidding} ${words[0]}` });
      equal(status, 200, 'status');
      equal(kept, 'no-store', 'cache-control');
      holds(html.includes(words[0]), 'the page does not hold the text');
      await send({ bestand: new Blob([`${forbidding} ${words[1]}`]) });
      await send({ bestand: new Blob([`%PDF-1.4 ${words[2]}`]) });
      await fetch(`${url}/wat-geldt?zoek=kanariewoordvier`);
      words.push('kanariewoordvier');
      await stop();
      const log = said();
      for (const word of words) holds(!log.includes(word), `the log holds ${word}`);
      holds(log.includes('"route":"/zwijgbeding"'), 'the log has no line for it');
      const look = (place) => {
        for (const name of readdirSync(place)) {
          const path = join(place, name);
          if (statSync(path).isDirectory()) look(path);
          else {
            const held = readFileSync(path, 'latin1');
            for (const word of words) holds(!held.includes(word), `${path} holds ${word}`);
            holds(!/^core/.test(name), `${path} is a core`);
          }
        }
      };
      look(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }],
];
