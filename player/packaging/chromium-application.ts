import { chmod, copyFile, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { leanZod } from './lean-zod.ts';
import { runTool } from './run-tool.ts';
import { runChromium, starter } from './starter.ts';

const room = fileURLToPath(new URL('..', import.meta.url));
const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');

/**
 * The Chromium shell as a folder that needs nothing but a browser: Node itself, launcher and agent as one file each, SQLite's library, the
 * stage. It is started by `gatecast-player` in it; the folders lie to each other as in the sources. Gives the folder.
 */
export async function packChromium(
  into: string,
  { version, number }: { readonly version: string; readonly number: number },
): Promise<string> {
  const folder = join(into, 'chromium', 'gatecast-player');
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'program'), { recursive: true });
  await Promise.all([
    runTool(process.execPath, [vite, 'build', '--logLevel', 'error', '--outDir', join(folder, 'dist/stage'), '--emptyOutDir'], room),
    bundle('src/shells/chromium/main.ts', join(folder, 'program/shells/chromium'), '../..'),
    bundle('src/agent/main.ts', join(folder, 'program/agent'), '..'),
    cp(
      join(room, 'node_modules/better-sqlite3/prebuilds', `${process.platform}-${process.arch}.node`),
      join(folder, 'program/prebuilds', `${process.platform}-${process.arch}.node`),
    ),
    copyFile(process.execPath, join(folder, 'node')),
    writeFile(join(folder, 'version'), `${version}\n`),
    writeFile(join(folder, 'number'), `${number}\n`),
  ]);
  await chmod(join(folder, 'node'), 0o755);
  await writeFile(join(folder, 'run'), runChromium, { mode: 0o755 });
  await writeFile(join(folder, 'gatecast-player'), starter, { mode: 0o755 });
  return folder;
}

/** better-sqlite3 looks for its library beside the folder of the code that asks: `toProgram` leads from the bundle to that place. */
async function bundle(entry: string, outdir: string, toProgram: string): Promise<void> {
  await build({
    absWorkingDir: room,
    entryPoints: [entry],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // what is not needed at once lies in files of its own
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: ['bufferutil', 'utf-8-validate', 'electron'],
    banner: {
      js: [
        "import { createRequire as requireFrom } from 'node:module';",
        "import { join as joinedPath } from 'node:path';",
        'const require = requireFrom(import.meta.url);',
        `const __dirname = joinedPath(import.meta.dirname, ${JSON.stringify(toProgram)}, 'lib');`,
        'const __filename = import.meta.filename;',
      ].join('\n'),
    },
    plugins: [leanZod],
    // what is read at each start; names stay, for who reads a stack
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'linked',
    logLevel: 'warning',
  });
}
