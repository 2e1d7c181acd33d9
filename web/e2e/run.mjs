// Browser tests with the real program (build/release or build/dev, or KADER=path) and the built pages:
//
//   node e2e/run.mjs [WORD]                                     only the tests whose name holds WORD
//   KADER_URL=http://localhost:8420 node e2e/run.mjs            against a demo or a server that runs already
//
// Under the demo one click signs in; else KADER_LOGIN and KADER_PASSWORD. Pictures go to KADER_PICTURES, or to a
// folder that is named at the end. The tests of the practice expect a filled one, such as the example clinic.

import { closeBrowser, pictures, setBase } from './browser.mjs';
import { tests as check } from './check.mjs';
import { tests as door } from './door.mjs';
import { tests as manage } from './manage.mjs';
import { tests as paper } from './paper.mjs';
import { startDemo } from './program.mjs';
import { stopPublic, tests as everybody } from './public.mjs';
import { alone, tests as whole } from './whole.mjs';

const word = process.argv[2] ?? '';
const begin = Date.now();
const demo = process.env.KADER_URL ? undefined : await startDemo();
setBase(process.env.KADER_URL ?? demo.url);

let failed = 0;
let run = 0;
async function perform([name, test]) {
  const started = Date.now();
  ++run;
  try {
    const told = await test();
    console.log(`ok      ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)${told ? `\n        ${told}` : ''}`);
  } catch (error) {
    ++failed;
    console.log(`FAILED  ${name}\n        ${error.message}`);
  }
}
// Two at a time: while one waits for the server the other has something to do.
const waiting = [...door, ...manage, ...whole, ...check, ...paper, ...everybody].filter(([name]) => name.includes(word));
const takeOneAfterTheOther = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) await perform(next);
};
await Promise.all([takeOneAfterTheOther(), takeOneAfterTheOther()]);
for (const test of alone.filter(([name]) => name.includes(word))) await perform(test);
await closeBrowser();
await stopPublic();
await demo?.stop();
if (run === 0) console.log(`no test has "${word}" in its name`);
console.log(`${run} tests, ${failed} failed, ${((Date.now() - begin) / 1000).toFixed(0)} s; pictures: ${pictures}`);
process.exit(failed > 0 || run === 0 ? 1 : 0);
