import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Set-up of the tests in real browsers: stage and Electron shell as they are now, built once for all of them, in a folder that no other run
 * disturbs. Shells that tests start take their stage from there; built-player.ts tells the places.
 */
export function setup(): () => void {
  const room = fileURLToPath(new URL('../..', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'gatecast-built-'));
  const vite = ['build', '--logLevel', 'error', '--outDir', join(folder, 'stage'), '--emptyOutDir'];
  execFileSync(process.execPath, [join(room, 'node_modules/vite/bin/vite.js'), ...vite], { cwd: room });
  execFileSync(process.execPath, ['build-electron.ts', folder], { cwd: room });
  process.env['GATECAST_BUILT_PLAYER'] = folder;
  process.env['GATECAST_STAGE'] = join(folder, 'stage');
  return () => rmSync(folder, { recursive: true, force: true });
}
