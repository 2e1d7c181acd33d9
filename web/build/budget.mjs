// Adds up what the first screen costs, gzipped, from the built manifest; too much is an error. Bytes do not
// fluctuate, so they are what guards the speed.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist');
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
const first = ['index.html', 'src/check/pages/CheckPage.tsx'];
const budgets = { js: 175, css: 25, further: 60 };

function files(keys) {
  const seen = new Set();
  const all = new Set();
  const walk = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    if (!chunk) throw new Error(`nothing was built for ${key}`);
    all.add(chunk.file);
    chunk.css?.forEach((file) => all.add(file));
    chunk.imports?.forEach(walk);
  };
  keys.forEach(walk);
  return all;
}
const kilobytes = (some, end) =>
  [...some].filter((file) => file.endsWith(end)).reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0) / 1000;

let over = false;
function line(what, size, limit) {
  over ||= size > limit;
  console.log(`${size > limit ? 'TOO BIG' : 'ok     '}  ${what.padEnd(48)} ${size.toFixed(1).padStart(6)} of ${limit} kB`);
}
const start = files(first);
line('first screen, JavaScript (gzip)', kilobytes(start, '.js'), budgets.js);
line('first screen, CSS (gzip)', kilobytes(start, '.css'), budgets.css);
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry || first.includes(key)) continue;
  const more = [...files([key])].filter((file) => !start.has(file));
  line(`${key}, on top`, kilobytes(more, '.js') + kilobytes(more, '.css'), budgets.further);
}
process.exit(over ? 1 : 0);
