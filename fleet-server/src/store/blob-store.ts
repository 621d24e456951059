import { randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Readable } from 'node:stream';
import { writeFileDurably } from './write-file-durably.ts';

export type StoredBlob = { readonly key: string; readonly storedAtMs: number; readonly sizeBytes: number };

/**
 * Where files lie that are no rows: a folder of this machine, or S3-compatible storage that all nodes share. Keys are plain relative
 * paths. What stands under a key stands there whole.
 */
export type BlobStore = {
  /** Takes a finished local file, which is gone from its place afterwards. */
  readonly adopt: (key: string, localPath: string, sizeBytes: number) => Promise<void>;
  /** `isEvidence`: on disk before it resolves. */
  readonly write: (key: string, bytes: Uint8Array, options: { readonly isEvidence: boolean }) => Promise<void>;
  readonly has: (key: string) => Promise<boolean>;
  /** null: there is none. */
  readonly readAll: (key: string) => Promise<Buffer | null>;
  /** `untilByte` is exclusive. The stream fails where there is none. */
  readonly read: (key: string, fromByte: number, untilByte: number) => Readable;
  readonly readWhole: (key: string) => Readable;
  readonly list: (prefix: string) => Promise<readonly StoredBlob[]>;
  /** Everything, however deep. */
  readonly listAll: () => Promise<readonly StoredBlob[]>;
  readonly remove: (key: string) => Promise<void>;
  /** The file itself where it lies on this machine; null: it has to be fetched. */
  readonly localPath: (key: string) => string | null;
};

/** A folder: written beside, synced, renamed, and the folder synced. */
export function createFolderStore(folder: string): BlobStore {
  const pathOf = (key: string) => join(folder, key);
  return {
    async adopt(key, localPath) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      await withOpen(localPath, (file) => file.sync());
      await rename(localPath, path);
      for (let parent = dirname(path); parent.startsWith(folder); parent = dirname(parent))
        await withOpen(parent, (handle) => handle.sync());
    },
    async write(key, bytes, { isEvidence }) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      await (isEvidence ? writeFileDurably(path, bytes, 0o640) : writeFileWhole(path, bytes));
    },
    async has(key) {
      return (await orNull(stat(pathOf(key))))?.isFile() ?? false;
    },
    readAll: (key) => orNull(readFile(pathOf(key))),
    read: (key, fromByte, untilByte) =>
      createReadStream(pathOf(key), { start: fromByte, end: Math.max(fromByte, untilByte - 1), highWaterMark: 256 * 1024 }),
    readWhole: (key) => createReadStream(pathOf(key), { highWaterMark: 1024 * 1024 }),
    list: (prefix) => listFiles(folder, prefix, false),
    listAll: () => listFiles(folder, '', true),
    remove: (key) => rm(pathOf(key), { force: true }),
    localPath: pathOf,
  };
}

async function listFiles(folder: string, prefix: string, recursive: boolean): Promise<readonly StoredBlob[]> {
  const entries = (await orNull(readdir(join(folder, prefix), { withFileTypes: true, recursive }))) ?? [];
  const found: StoredBlob[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const stats = await orNull(stat(path));
    if (stats !== null) found.push({ key: relative(folder, path), storedAtMs: Math.round(stats.mtimeMs), sizeBytes: stats.size });
  }
  return found;
}

/** Whole or not at all, but not synced: a watched wall brings ten pictures a second, and the next one is seconds away. */
async function writeFileWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw error;
  }
}

async function withOpen<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, constants.O_RDONLY);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}
