// One real browser for the tests: the machine's own Chromium, with nothing that calls home.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// The server under test, without a slash at the end: see run.mjs.
export let base = '';
export function setBase(url) {
  base = url.replace(/\/$/, '');
}
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

// One browser for all; every test has a context of its own in it, as fresh as a new profile.
let running;
function browser() {
  running ??= chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
  return running;
}
export async function closeBrowser() {
  if (running) await (await running).close();
  running = undefined;
}

export async function withPage(size, { locale = 'nl-NL', zoom = 1, session, javaScriptEnabled = true } = {}, act) {
  const context = await (await browser()).newContext({
    viewport: { width: size.width, height: size.height },
    deviceScaleFactor: zoom,
    hasTouch: size.touch,
    locale,
    reducedMotion: 'reduce',
    javaScriptEnabled,
    ...(session && { storageState: session }),
  });
  const page = await context.newPage();
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
    const told = await act(page, context);
    const refused = await page.evaluate(() => window.refusedByPolicy ?? []);
    complaints.push(...refused.map((one) => `policy: ${one}`));
    if (complaints.length > 0) throw new Error(`the console is not empty:\n  ${complaints.join('\n  ')}`);
    return told;
  } finally {
    await context.close();
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
  // With it the browser would forget the device with passkeys.
  if (!page.hasAuthenticator) await session.detach();
  if (exceptionDetails) throw new Error(`axe: ${exceptionDetails.exception?.description}`);
  if (result.value.length > 0) throw new Error(`${what} is not accessible:\n  ${result.value.join('\n  ')}`);
}

// Nothing sideways, and nothing below the page: what is hidden but read out must not make it longer.
export async function fitsInWidth(page, what) {
  const { wide, room, tall, end } = await page.evaluate(() => {
    const root = document.documentElement;
    const ends = [...document.querySelectorAll('#root > *, body > *')].map((one) => one.getBoundingClientRect().bottom + scrollY);
    return { wide: root.scrollWidth, room: root.clientWidth, tall: root.scrollHeight, end: Math.max(innerHeight, ...ends) };
  });
  if (wide > room) throw new Error(`${what} scrolls sideways: ${wide} px in ${room}`);
  if (tall > end + 2) throw new Error(`${what} goes on for ${Math.round(tall - end)} px below its end`);
}

export async function openAllParts(page) {
  await page.evaluate(() => document.querySelectorAll('section details').forEach((one) => (one.open = true)));
}

export function picture(page, name, fullPage = false) {
  return page.screenshot({ path: join(pictures, `${name}.png`), fullPage });
}

// By one click under the demo, else with the account of the environment. `which`: the place among the practices.
export async function signIn(page, which = 0) {
  await page.goto(`${base}/app/`);
  await page.waitForURL(/aanmelden/);
  await enter(page, which);
}
export async function enter(page, which = 0) {
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

// Signed in once, and the cookie used by every test that is not about signing in. A page that is left open
// signs nobody out.
const sessions = new Map();
function sessionOf(which) {
  if (!sessions.has(which))
    sessions.set(which, withPage(sizes.desktop, {}, async (page, context) => {
      await signIn(page, which);
      return { cookies: (await context.storageState()).cookies, origins: [] };
    }));
  return sessions.get(which);
}

// A page of the Kwaliteitscheck, signed in, with everything there.
export async function withCheck(size, { query = '', which = 0, ...options }, act) {
  return withPage(size, { ...options, session: await sessionOf(which) }, async (page, context) => {
    await open(page, query);
    return act(page, context);
  });
}
export async function open(page, query = '') {
  await page.goto(`${base}/app/kwaliteitscheck${query}`);
  await page.waitForSelector('[role=toolbar] a');
  await page.waitForSelector('#komend-lijst, #komend p + p');
}

export function equal(found, expected, what) {
  if (found !== expected) throw new Error(`${what}: ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
}
export function holds(truth, what) {
  if (!truth) throw new Error(what);
}

// A device that keeps passkeys and is unlocked by its owner, in the browser itself.
export async function addAuthenticator(page) {
  page.hasAuthenticator = true;
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

// Words that are Dutch and never English, in what is not marked as Dutch.
export const dutchLeft = (page) =>
  page.evaluate(() => {
    const words = /\b(de|het|een|niet|geen|wordt|zijn|voor|naar|uw|bij|zonder|telt|sinds|vraag|bewijs|ontbreekt|aangetoond|verklaard)\b/i;
    const left = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode())
      if (!walk.currentNode.parentElement.closest('[lang=nl], noscript, script') && words.test(walk.currentNode.data)) left.push(walk.currentNode.data);
    for (const one of document.querySelectorAll('[aria-label], [title]'))
      for (const text of [one.getAttribute('aria-label'), one.getAttribute('title')])
        if (text && !one.closest('[lang=nl]') && words.test(text)) left.push(text);
    return [...new Set(left)];
  });
