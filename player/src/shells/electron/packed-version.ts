import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of the package in which this program lies, where it is started without its starter as in an AppImage; undefined: it lies in none. */
export function packedVersion(): string | undefined {
  try {
    return readFileSync(join(dirname(process.execPath), 'version'), 'utf8').trim();
  } catch {
    // Electron as it came, with the sources
    return undefined;
  }
}
