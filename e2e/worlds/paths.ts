import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const gatecast = join(root, 'apps/cli/src/main.ts');
/** The pinned Node: journeys may be started by another one. */
export const node = join(root, 'node_modules/node/bin/node');

/** Electron's program where a runtime is at hand, else null. */
export function electronBinary(): string | null {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'player/node_modules/electron/dist');
  const binary = join(dist, 'electron');
  return existsSync(binary) ? binary : null;
}
