import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Writes the page that a browser opens by itself and that leads it to the stage, while its driver is still being read; gives the page's
 * address. A file of this user, as a command line with the token in it would be for every program of the machine to read.
 */
export function writeStartPage(folder: string, stageUrl: string): string {
  const file = join(folder, 'start.html');
  mkdirSync(folder, { recursive: true });
  const target = JSON.stringify(stageUrl).replaceAll('<', '\\u003c');
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8"><title>Gatecast</title><style>html{background:#000}</style><script>location.replace(${target})</script>`,
    { mode: 0o600 },
  );
  return pathToFileURL(file).href;
}
