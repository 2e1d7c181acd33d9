// Browser tests against a running server:
//
//   KADER_URL=http://localhost:8420 node e2e/run.mjs [WORD]     only the tests whose name holds WORD
//
// Under the demo one click signs in; else KADER_LOGIN and KADER_PASSWORD. Pictures go to KADER_PICTURES, or to a
// folder that is named at the end. The tests of the practice expect a filled one, such as the example clinic.

import { pictures } from './browser.mjs';
import { tests } from './check.mjs';

const word = process.argv[2] ?? '';
let failed = 0;
for (const [name, run] of tests.filter(([name]) => name.includes(word))) {
  const started = Date.now();
  try {
    await run();
    console.log(`ok      ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    ++failed;
    console.log(`FAILED  ${name}\n        ${error.message}`);
  }
}
console.log(`pictures: ${pictures}`);
process.exit(failed > 0 ? 1 : 0);
