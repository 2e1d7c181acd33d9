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
  },
  server: { proxy: { '/api': process.env.KADER_URL ?? 'http://127.0.0.1:8421' } },
  test: { include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'], environment: 'node' },
});
