import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from './builds.mjs';
import { done, note, step } from './say.mjs';

const tryMs = 120_000;

/**
 * Electron's binary is not in its npm package: it comes from Electron's own host. One try with a time limit, seen by
 * whoever waits, and remembered per version; without it the Chromium shell plays.
 */
export async function tryElectronRuntime(root, { again = false } = {}) {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH !== undefined) return;
  const folder = join(root, 'player', 'node_modules', 'electron');
  if (!existsSync(folder) || existsSync(join(folder, 'dist', 'version'))) return;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const memory = join(root, 'node_modules', '.gatecast-electron');
  if (!again && existsSync(memory) && readFileSync(memory, 'utf8') === version) return;
  const startedAt = Date.now();
  step(`Fetching Electron ${version} (one try, ${tryMs / 1000} s at most)`);
  const fetched = await runNode(root, [join(folder, 'install.js')], { quiet: true, timeoutMs: tryMs });
  if (fetched.code === 0 && existsSync(join(folder, 'dist', 'version'))) return done(`Electron ${version} is in place`, startedAt);
  writeFileSync(memory, version);
  note(`Electron's download host did not answer; screens play in the Chromium shell. (npm start -- --retry-electron tries again.)`);
}
