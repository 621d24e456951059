import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { done, refuse, step } from './say.mjs';

/** The Node that everything runs on: the `node` package pins it, whatever started this script. */
export function nodeBinary(root) {
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** pnpm as package.json pins it. (The `packageManager` field would have pnpm 12 refuse a frozen lock file that lacks itself.) */
export function pinnedPnpm(root) {
  return `pnpm@${JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.pnpm}`;
}

/** Refuses a Node that set-up itself cannot run on. */
export function ensureOwnNode(version = process.versions.node) {
  if (Number(version.split('.')[0]) < 18) refuse(`Node ${version} is too old to set up Gatecast; 18 or later is needed.`);
}

/** Installs the pinned dependencies where the lock file has changed since the last time. */
export async function ensureDependencies(root) {
  const stampFile = join(root, 'node_modules', '.gatecast-installed');
  const lock = readFileSync(join(root, 'pnpm-lock.yaml'));
  const stamp = `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}`;
  if (existsSync(nodeBinary(root)) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  const packageManager = pinnedPnpm(root);
  const startedAt = Date.now();
  step(`Installing dependencies with ${packageManager}, Node 24 among them`);
  const installed = await run('npx', ['-y', packageManager, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    quiet: process.env.CI === 'true',
  });
  if (installed.code !== 0) refuse(`The dependencies could not be installed (exit ${installed.code}).\n${installed.output}`, 1);
  if (!existsSync(nodeBinary(root)))
    refuse(`Node 24 is not at ${nodeBinary(root)} after the install; remove node_modules and try again.`, 1);
  writeFileSync(stampFile, stamp);
  done('Dependencies are in place', startedAt);
}
