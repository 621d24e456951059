import { S3ServiceException } from '@aws-sdk/client-s3';
import { basename, join } from 'node:path';
import { stat } from 'node:fs/promises';
import { hashFile } from '../store/hash-file.ts';
import type { S3Store } from '../store/s3-store.ts';
import { BackupRefusal } from './backup-manifest.ts';
import { listLocalFiles, type LocalFile } from './copy-files.ts';
import { isNamedByHash, isOnItsWay, writeWhole } from './write-whole.ts';

/** How far the copy of one folder is; what was there already counts as copied. */
export type CopyProgress = {
  readonly folder: string;
  readonly files: number;
  readonly ofFiles: number;
  readonly bytes: number;
  readonly ofBytes: number;
};
export type CopyOptions = { readonly folder: string; readonly onProgress: (progress: CopyProgress) => void };

/** Small files wait for the storage to answer, not for the line. */
const atOnce = 8;
/** A line that breaks in the middle of a file has the file begun again; the SDK asks again only for what never began. */
const attempts = 3;

/**
 * Copies what lies in a bucket into a folder, file by file and never whole in memory; what is named by its hash is held against it, and
 * what a copy that broke off has left there whole is not fetched again. Gives how many files there were. Throws a `BackupRefusal` that says what
 * the storage said, or names a damaged file.
 */
export async function copyFromBucket(store: S3Store, to: string, options: CopyOptions): Promise<number> {
  return saying(options.folder, async () => {
    const blobs = (await store.listAll()).filter(({ key }) => !key.endsWith('/') && !isOnItsWay(key));
    for (const { key } of blobs) refuseOddKey(key);
    let count = 0;
    await copyEach(blobs, options, async ({ key }) => {
      if (await fetchBlob(store, key, join(to, key))) count += 1;
    });
    return count;
  });
}

/** Copies a folder into a bucket, which may hold some of it already; what does not fit its name is refused. Gives how many files there were. */
export async function copyToBucket(from: string, store: S3Store, options: CopyOptions): Promise<number> {
  return saying(options.folder, async () => {
    const there = new Map((await store.listAll()).map(({ key, sizeBytes }) => [key, sizeBytes]));
    const files: (LocalFile & { readonly sizeBytes: number })[] = [];
    for (const file of await listLocalFiles(from)) files.push({ ...file, sizeBytes: (await stat(file.path)).size });
    await copyEach(files, options, async ({ path, key, name, sizeBytes }) => {
      if (isNamedByHash(name)) {
        if (there.get(key) === sizeBytes) return;
        if ((await hashFile(path)).hash !== name) throw new BackupRefusal(`${path} is damaged: its bytes are not what its name says`);
      }
      await store.copyIn(key, path, sizeBytes);
    });
    return files.length;
  });
}

/** Gives false where the file went while the copy was made: it belonged to nobody any more. */
async function fetchBlob(store: S3Store, key: string, path: string): Promise<boolean> {
  const name = basename(key);
  if (isNamedByHash(name) && (await hashFile(path).catch(() => null))?.hash === name) return true;
  for (let attempt = 1; ; attempt++)
    try {
      await writeWhole(path, store.readWhole(key), (hash) => {
        if (isNamedByHash(name) && hash !== name) throw new BackupRefusal(`${key} is damaged: its bytes are not what its name says`);
      });
      return true;
    } catch (error) {
      if (isOfThisMachine(error)) throw error;
      if (!(await store.has(key))) return false;
      if (attempt === attempts) throw error;
    }
}

/** Whoever can write to the bucket must not write beside the backup. */
function refuseOddKey(key: string): void {
  if (key.split('/').some((part) => part === '' || part === '.' || part === '..') || key.includes('\0') || key.includes('\\'))
    throw new BackupRefusal(`the bucket holds ${JSON.stringify(key.slice(0, 200))}, which is no plain path and nothing of ours`);
}

async function copyEach<T extends { readonly sizeBytes: number }>(
  all: readonly T[],
  { folder, onProgress }: CopyOptions,
  copy: (one: T) => Promise<void>,
): Promise<void> {
  const ofBytes = all.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let [files, bytes] = [0, 0];
  let next = 0;
  async function work(): Promise<void> {
    for (let one = all[next++]; one !== undefined; one = all[next++]) {
      try {
        await copy(one);
      } catch (error) {
        // the others end with the file they are at
        next = all.length;
        throw error;
      }
      files += 1;
      bytes += one.sizeBytes;
      onProgress({ folder, files, ofFiles: all.length, bytes, ofBytes });
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
}

function isOfThisMachine(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOSPC', 'EACCES', 'EROFS', 'EDQUOT', 'EIO'].includes(String(error.code));
}

/** What the storage or the line says becomes a refusal, once, here. */
async function saying<T>(folder: string, copy: () => Promise<T>): Promise<T> {
  try {
    return await copy();
  } catch (error) {
    if (error instanceof BackupRefusal) throw error;
    const what = error instanceof S3ServiceException ? `${error.name}: ${error.message}` : String(error);
    throw new BackupRefusal(`${folder} cannot be copied from or to the bucket of GATECAST_S3: ${what}`, { cause: error });
  }
}
