import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { nodeBinary, pinnedPnpm } from './dependencies.mjs';
import { run } from './run.mjs';
import { done, refuse, step } from './say.mjs';

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', '.types', 'test'].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** PATH with the pinned Node and the workspace's programs first. */
export function toolEnvironment(root) {
  return {
    ...process.env,
    PATH: [join(root, 'node_modules', 'node', 'bin'), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  };
}

/** Builds stage, shells and controller where a source has changed since the last time. */
export async function ensureBuilds(root) {
  const hash = createHash('sha256');
  const inputs = ['player', 'apps/controller', 'packages', 'schedules'].flatMap((room) => filesBelow(join(root, room)));
  for (const path of [...inputs, join(root, 'pnpm-lock.yaml')].sort((a, b) => (a < b ? -1 : 1))) {
    hash.update(path.slice(root.length)).update(readFileSync(path));
  }
  const stamp = hash.digest('hex');
  const stampFile = join(root, 'node_modules', '.gatecast-built');
  const results = [
    'player/dist/stage/index.html',
    'player/dist/stage-preview/preview.html',
    'player/dist/electron/main.cjs',
    'apps/controller/dist/index.html',
  ];
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && results.every((path) => existsSync(join(root, path)))) return;
  for (const [what, filter] of [
    ['the player', '@gatecast/player'],
    ['the controller', '@gatecast/controller'],
  ]) {
    const startedAt = Date.now();
    step(`Building ${what}`);
    const packageManager = pinnedPnpm(root);
    const built = await run('npx', ['-y', packageManager, '--filter', filter, 'run', 'build'], {
      cwd: root,
      quiet: true,
      env: toolEnvironment(root),
    });
    if (built.code !== 0) refuse(`Building ${what} failed:\n${built.output}`, 1);
    done(`Built ${what}`, startedAt);
  }
  writeFileSync(stampFile, stamp);
}

/** Runs a program of the workspace on the pinned Node, its output going through. */
export function runNode(root, args, options = {}) {
  return run(nodeBinary(root), args, { cwd: root, env: toolEnvironment(root), ...options });
}
