// Opens an address as a tablet would whose network leads its name to this machine, and tells what the page may do:
//
//   node e2e/tablet.mjs https://kader.praktijk.internal:8443/app/
//
// Whom the browser trusts is what its user trusts (HOME/.pki/nssdb). Prints one line of JSON.

import { chromium } from 'playwright-core';

const address = new URL(process.argv[2]);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', `--host-resolver-rules=MAP ${address.hostname} 127.0.0.1`,
  ],
});
try {
  const page = await (await browser.newContext()).newPage();
  const answer = await page.goto(address.href, { timeout: 120_000 });
  await page.locator('h1').first().waitFor({ timeout: 120_000 });
  const found = await page.evaluate(() => ({
    secure: window.isSecureContext,
    credentials: typeof navigator.credentials?.create === 'function' && typeof window.PublicKeyCredential === 'function',
    camera: typeof navigator.mediaDevices?.getUserMedia === 'function',
    heading: document.querySelector('h1').textContent,
  }));
  console.log(JSON.stringify({ status: answer.status(), ...found }));
} catch (error) {
  console.log(JSON.stringify({ failed: error.message.split('\n')[0] }));
  process.exitCode = 1;
} finally {
  await browser.close();
}
