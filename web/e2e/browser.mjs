// One real browser for the tests: the machine's own Chromium, with nothing that calls home.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const base = (process.env.KADER_URL ?? 'http://127.0.0.1:8421').replace(/\/$/, '');
export const pictures = process.env.KADER_PICTURES ?? mkdtempSync(join(tmpdir(), 'kader-pictures-'));
mkdirSync(pictures, { recursive: true });

export const sizes = {
  desktop: { width: 1440, height: 900, touch: false },
  tablet: { width: 1180, height: 820, touch: true },
  portrait: { width: 820, height: 1180, touch: true },
  phone: { width: 320, height: 640, touch: true },
};

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  return execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
}

// Being refused is part of the protocol here: who is signed in, and whether this is a demo. The browser still
// writes a line about it.
const expected = [/\/api\/session$/, /\/api\/demo$/];

export async function withPage(size, { locale = 'nl-NL' } = {}, act) {
  const profile = mkdtempSync(join(tmpdir(), 'kader-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    headless: true,
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
    viewport: { width: size.width, height: size.height },
    hasTouch: size.touch,
    locale,
    reducedMotion: 'reduce',
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints = [];
  page.on('console', (message) => {
    const { url } = message.location();
    const protocol = /status of 40[14]/.test(message.text()) && expected.some((one) => one.test(url));
    if (['error', 'warning'].includes(message.type()) && !protocol && !page.expectsRefusals)
      complaints.push(`${message.type()}: ${message.text()} (${url})`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  await page.addInitScript(() => {
    window.refusedByPolicy = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.refusedByPolicy.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  });
  try {
    await act(page, context);
    const refused = await page.evaluate(() => window.refusedByPolicy);
    complaints.push(...refused.map((one) => `policy: ${one}`));
    if (complaints.length > 0) throw new Error(`the console is not empty:\n  ${complaints.join('\n  ')}`);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

// WCAG 2.0 to 2.2, A and AA. Runs in a world of its own, where the page's policy does not reach.
export async function accessible(page, what) {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  await session.send('Runtime.evaluate', { contextId: executionContextId, expression: axe });
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    contextId: executionContextId,
    awaitPromise: true,
    returnByValue: true,
    expression: `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((found) =>
      found.violations.map((one) => one.id + ': ' + one.help + '\\n    ' + one.nodes.slice(0, 5).map((node) => node.target.join(' ') + ' | ' + (node.any[0] ?? node.all[0] ?? node.none[0])?.message).join('\\n    ')))`,
  });
  await session.detach();
  if (exceptionDetails) throw new Error(`axe: ${exceptionDetails.exception?.description}`);
  if (result.value.length > 0) throw new Error(`${what} is not accessible:\n  ${result.value.join('\n  ')}`);
}

export async function fitsInWidth(page, what) {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  if (wide > room) throw new Error(`${what} scrolls sideways: ${wide} px in ${room}`);
}

export function picture(page, name, fullPage = false) {
  return page.screenshot({ path: join(pictures, `${name}.png`), fullPage });
}

// By one click under the demo, else with the account of the environment. `which`: the place among the practices.
export async function signIn(page, which = 0) {
  await page.goto(`${base}/app/`);
  await page.waitForURL(/aanmelden/);
  await page.waitForSelector('main h1');
  const choices = page.locator('main ul button');
  if ((await choices.count()) > 0) await choices.nth(which).click();
  else {
    await page.fill('input[name=username]', process.env.KADER_LOGIN ?? 'mock');
    await page.fill('input[name=password]', process.env.KADER_PASSWORD ?? 'mock-password-1');
    await page.keyboard.press('Enter');
  }
  await page.waitForSelector('[role=toolbar] a');
}

export function equal(found, expected, what) {
  if (found !== expected) throw new Error(`${what}: ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
}
export function holds(truth, what) {
  if (!truth) throw new Error(what);
}
