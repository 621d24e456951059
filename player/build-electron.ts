import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// The Electron shell as three files of Node 20's syntax: main, preload and agent. better-sqlite3 stays a package of its
// own, as it carries a binary.

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const outdir = path('dist/electron');
await rm(outdir, { recursive: true, force: true });
await build({
  entryPoints: {
    main: path('src/shells/electron/main.ts'),
    preload: path('src/shells/electron/preload.ts'),
    agent: path('src/agent/main.ts'),
  },
  outdir,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['electron', 'better-sqlite3', 'bufferutil', 'utf-8-validate'],
  legalComments: 'linked',
  logLevel: 'warning',
});
