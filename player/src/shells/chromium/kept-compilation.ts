import { existsSync, readdirSync, rmSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { basename, dirname, join } from 'node:path';

const afterMs = 30_000;

/**
 * Node keeps what it compiled of a packed player in NODE_COMPILE_CACHE, a folder of this version's number, and writes it when it ends. A player is seldom
 * ended in peace, so it is written soon after the start; what earlier versions kept goes.
 */
export function keepCompilation(folder: string | undefined): void {
  if (folder === undefined || folder === '') return;
  setTimeout(() => {
    flushCompileCache();
    // where Node could not make it nothing is kept
    if (!existsSync(folder)) return;
    for (const other of readdirSync(dirname(folder))) {
      if (other !== basename(folder)) rmSync(join(dirname(folder), other), { recursive: true, force: true });
    }
  }, afterMs).unref();
}
