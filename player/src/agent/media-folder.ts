import { createHash } from 'node:crypto';
import { open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { hashSchema } from '@gatecast/protocol';
import { syncFolder } from './data-folder.ts';

/** Hashing by 1 MiB reads was measured to be 2.5 times a default stream. */
const readBytes = 1024 * 1024;

export type MediaFolder = ReturnType<typeof mediaFolder>;

/** The content folder: whole files under their hash, beginnings of files as `<hash>.part`. */
export function mediaFolder(path: string) {
  const fileOf = (hash: string) => join(path, hashSchema.parse(hash));
  const partOf = (hash: string) => `${fileOf(hash)}.part`;
  return {
    fileOf,
    partOf,
    /** Size of what is here of a file, whole or in part; 0: nothing. */
    async sizeOf(which: string): Promise<number> {
      try {
        return (await stat(which)).size;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
        throw error;
      }
    },
    /** Makes a finished `.part` the file: its bytes synced before, the folder after the rename. */
    async finish(hash: string, part: FileHandle): Promise<void> {
      await part.sync();
      await part.close();
      await rename(partOf(hash), fileOf(hash));
      await syncFolder(path);
    },
    async drop(hash: string): Promise<void> {
      await rm(fileOf(hash), { force: true });
      await rm(partOf(hash), { force: true });
    },
    async dropPart(hash: string): Promise<void> {
      await rm(partOf(hash), { force: true });
    },
    /** The hashes of whole files and of parts; what has another name is left alone. */
    async list(): Promise<{ readonly whole: readonly string[]; readonly parts: readonly string[] }> {
      const names = await readdir(path);
      const whole = names.filter((name) => hashSchema.safeParse(name).success);
      const parts = names.filter((name) => name.endsWith('.part')).map((name) => name.slice(0, -'.part'.length));
      return { whole, parts: parts.filter((name) => hashSchema.safeParse(name).success) };
    },
    async isSound(hash: string): Promise<boolean> {
      const file = await open(fileOf(hash), 'r');
      try {
        return (await hashInto(createHash('sha256'), file)).digest('hex') === hash;
      } finally {
        await file.close();
      }
    },
  };
}

/** Feeds a file from its beginning to a hash. */
export async function hashInto(hash: ReturnType<typeof createHash>, file: FileHandle): Promise<ReturnType<typeof createHash>> {
  const buffer = Buffer.allocUnsafe(readBytes);
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return hash;
    hash.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
}
