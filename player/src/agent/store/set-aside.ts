import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { syncFolderNow } from '../data-folder.ts';

/** What a technician may look at later, and no more: the oldest go. */
const mostKept = 3;
const mostBytes = 512 * 1024 * 1024;
const companions = ['-wal', '-shm', ''] as const;

/**
 * Moves a damaged database out of the way, into a folder where a bounded number of them is kept. The log goes before the file that it
 * belongs to: whatever stops this half-way, no database is left beside another one's log, which SQLite would replay into it. Gives
 * where it lies now.
 */
export function setAside(file: string, folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = `${basename(file)}.${Math.max(0, ...kept(folder, file)) + 1}`;
  for (const companion of companions) {
    if (existsSync(`${file}${companion}`)) renameSync(`${file}${companion}`, join(folder, `${name}${companion}`));
  }
  syncFolderNow(join(file, '..'));
  syncFolderNow(folder);
  let bytes = 0;
  for (const [index, number] of kept(folder, file)
    .toSorted((a, b) => b - a)
    .entries()) {
    const paths = companions.map((companion) => join(folder, `${basename(file)}.${number}${companion}`));
    for (const path of paths) bytes += existsSync(path) ? statSync(path).size : 0;
    if (index >= mostKept || bytes > mostBytes) for (const path of paths) rmSync(path, { force: true });
  }
  return join(folder, name);
}

/** The numbers of what is kept of a file. */
function kept(folder: string, file: string): readonly number[] {
  const numbers = readdirSync(folder).map((name) => Number(/^\.(\d+)(-wal|-shm)?$/.exec(name.slice(basename(file).length))?.[1] ?? 0));
  return [...new Set(numbers)].filter((number) => number > 0);
}
