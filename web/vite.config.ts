import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

import { controlStyles } from './build/controlStyles.ts';
import { pack } from './build/pack.ts';
import { preloadFont } from './build/preloadFont.ts';

export default defineConfig({
  base: '/app/',
  plugins: [react(), controlStyles(), preloadFont(), pack()],
  build: {
    target: ['safari16', 'chrome109', 'firefox115'],
    // Nothing becomes a data: address: the policy refuses those.
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What every page stands on comes in one file: each file more costs a request and its headers.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'ground',
              test: /node_modules\/(@tanstack|react|react-dom|scheduler)\/|src\/(api\/(?!passkey)|days\/(?!.*test)|log\/who|log\/parts\/BreakGlass|accounts\/StepUp\.tsx|ui\/(Controls|FormField|Notice|Refusal|Choice)\.|app\/(LanguageButton|DemoBanner|Mark)\.)/,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': process.env.KADER_URL ?? 'http://127.0.0.1:8421' } },
  test: { include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'], environment: 'node' },
});
