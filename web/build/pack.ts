// Beside every built text file lies the same file packed, so that the server packs nothing while it serves. Two
// builds of the same sources give the same bytes: Node writes no time into the head of a gzip file.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { Plugin } from 'vite';

const smallest = 1000;

export function pack(): Plugin {
  return {
    name: 'kader-pack',
    apply: 'build',
    writeBundle: {
      order: 'post',
      handler({ dir }, bundle) {
        for (const name of Object.keys(bundle)) {
          if (name.startsWith('.') || !/\.(js|css|html|svg)$/.test(name)) continue;
          const bytes = readFileSync(join(dir!, name));
          if (bytes.length >= smallest) writeFileSync(join(dir!, `${name}.gz`), gzipSync(bytes, { level: 9 }));
        }
      },
    },
  };
}
