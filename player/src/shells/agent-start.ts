import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A stage that has shown nothing by then waits for an agent. */
const patienceMs = 3_000;

/**
 * When a shell starts its agent: once the stage shows what is on disk, because on a small machine the two would get in each other's way for
 * as long as the glass is dark. At once where nothing is on disk. `start` may be called again and again.
 */
export function startAgentInTime(handoverFolder: string, start: () => void): void {
  if (existsSync(join(handoverFolder, 'release.json'))) setTimeout(start, patienceMs);
  else start();
}
