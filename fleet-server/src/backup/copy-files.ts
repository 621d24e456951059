import { createReadStream } from 'node:fs';
import { chmod, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { hashFile } from '../store/hash-file.ts';
import { BackupRefusal } from './backup-manifest.ts';
import { isNamedByHash, isOnItsWay, writeWhole } from './write-whole.ts';

/** A file, its path below the folder that was asked for, and its name. */
export type LocalFile = { readonly path: string; readonly key: string; readonly name: string };

/** The finished files below a folder; none where there is no folder. */
export async function listLocalFiles(folder: string): Promise<readonly LocalFile[]> {
  const entries = (await orNull(readdir(folder, { withFileTypes: true, recursive: true }))) ?? [];
  return entries.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    return entry.isFile() && !isOnItsWay(entry.name) ? [{ path, key: relative(folder, path), name: entry.name }] : [];
  });
}

/**
 * Copies every file below a folder, synced, with its rights; those that are named by the hash of their bytes are held against it on the way.
 * What is there already with the same bytes stays; with others it is replaced, or is in the way. Gives how many there were. Throws a
 * `BackupRefusal` that names a damaged file, or the one in the way.
 */
export async function copyFiles(from: string, to: string, whereOther: 'replace' | 'refuse'): Promise<number> {
  let count = 0;
  for (const { path, key, name } of await listLocalFiles(from)) {
    const target = join(to, key);
    const there = (await orNull(hashFile(target)))?.hash ?? null;
    // an old picture or bundle of logs was replaced meanwhile
    const hash = there === null || isNamedByHash(name) ? null : ((await orNull(hashFile(path)))?.hash ?? null);
    if (there === null || there !== (hash ?? name)) {
      if (there !== null && whereOther === 'refuse')
        throw new BackupRefusal(`${target} is there already, and is another file than ${path}`);
      if ((await orNull(copyFile(path, target, name))) === null) continue;
    }
    count += 1;
  }
  return count;
}

async function copyFile(path: string, target: string, name: string): Promise<true> {
  await writeWhole(target, createReadStream(path, { highWaterMark: 1024 * 1024 }), (hash) => {
    if (isNamedByHash(name) && hash !== name) throw new BackupRefusal(`${path} is damaged: its bytes are not what its name says`);
  });
  await chmod(target, (await stat(path)).mode & 0o777);
  return true;
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
