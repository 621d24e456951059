import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import stage from './vite.config.ts';

// The same stage for the controller's time machine, as a page of its own: what devices load stays as it is.
export default mergeConfig(
  stage,
  defineConfig({
    build: {
      outDir: fileURLToPath(new URL('dist/stage-preview', import.meta.url)),
      rolldownOptions: { input: fileURLToPath(new URL('src/stage/preview.html', import.meta.url)) },
    },
  }),
);
