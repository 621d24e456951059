import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { leanZod } from './packaging/lean-zod.ts';

// The Electron shell as three files of Node 20's syntax: main, preload and agent, in the folder `electron` of the one that is given
// (`dist`). SQLite's library lies beside them in `prebuilds`, which is where better-sqlite3 looks for it.

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const into = process.argv[2] ?? path('dist');
const outdir = join(into, 'electron');
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
  external: ['electron', 'bufferutil', 'utf-8-validate'],
  plugins: [leanZod],
  // what is read at each start; names stay, for who reads a stack
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  logLevel: 'warning',
});
const library = `${process.platform}-${process.arch}.node`;
await cp(path(`node_modules/better-sqlite3/prebuilds/${library}`), join(into, 'prebuilds', library));
