import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

// The stage: one page that both shells serve as it is. Relative addresses, because Electron serves it under a scheme of its own; no
// inlined assets, because the page's policy allows nothing but files of its own origin.
export default defineConfig({
  root: fileURLToPath(new URL('src/stage', import.meta.url)),
  base: './',
  publicDir: false,
  build: {
    outDir: fileURLToPath(new URL('dist/stage', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
