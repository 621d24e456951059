import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BlobStore } from '../../store/blob-store.ts';
import { hashFile } from '../../store/hash-file.ts';

const chunkBytes = 1024 * 1024;

export type MeasuredFile = { readonly hash: string; readonly sizeBytes: number };

export type ReceivedFile =
  | { readonly kind: 'received'; readonly path: string; readonly hash: string; readonly sizeBytes: number }
  | { readonly kind: 'too-large' };

/**
 * Files named by the SHA-256 of their bytes, as `ab/<hash>` in a folder or a bucket, where each appears whole or not at all. What is in
 * `incoming` belongs to nobody after a restart.
 */
export type MediaFiles = {
  /** Calls `use` with a local path of the file: its own, or that of a copy that is fetched, held against its name, and removed afterwards. */
  readonly withLocal: <T>(hash: string, use: (path: string) => Promise<T>) => Promise<T>;
  /** A path for a file on its way in; whoever asked removes or adopts it. */
  readonly newIncomingPath: () => string;
  /** Writes a stream to an incoming file, hashing on the way; over `limitBytes` it stops and leaves nothing. */
  readonly receive: (source: Readable, limitBytes: number) => Promise<ReceivedFile>;
  /** Moves a finished incoming file to its name and makes it durable. What was received is hashed already, what a tool wrote is not. */
  readonly adopt: (incomingPath: string, known?: MeasuredFile) => Promise<MeasuredFile>;
  readonly has: (hash: string) => Promise<boolean>;
  /** Opens a file for sending; `untilByte` is exclusive. */
  readonly read: (hash: string, fromByte: number, untilByte: number) => Readable;
  /** Removes what a crash left in `incoming`. */
  readonly clearIncoming: () => Promise<void>;
};

/** Where a file of this hash lies in the store. */
export function mediaKeyOf(hash: string): string {
  return `${hash.slice(0, 2)}/${hash}`;
}

export function createMediaFiles(
  store: BlobStore,
  incoming: string,
  /** Hears of a file before it comes to its name. */
  beforeAdopt: (hash: string) => Promise<void> = async () => undefined,
): MediaFiles {
  const newIncomingPath = () => join(incoming, `${randomUUID()}.part`);
  return {
    async withLocal(hash, use) {
      const own = store.localPath(mediaKeyOf(hash));
      if (own !== null) return use(own);
      const path = newIncomingPath();
      try {
        await pipeline(store.readWhole(mediaKeyOf(hash)), createWriteStream(path, { flags: 'wx', highWaterMark: chunkBytes }));
        if ((await hashFile(path)).hash !== hash) throw new Error(`file ${hash} is damaged in the store`);
        return await use(path);
      } finally {
        await rm(path, { force: true });
      }
    },
    newIncomingPath,
    async receive(source, limitBytes) {
      const path = newIncomingPath();
      const hash = createHash('sha256');
      let sizeBytes = 0;
      let isTooLarge = false;
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          sizeBytes += chunk.length;
          if (sizeBytes > limitBytes) {
            isTooLarge = true;
            return done(new RangeError('over the limit'));
          }
          hash.update(chunk);
          done(null, chunk);
        },
      });
      try {
        await pipeline(source, measure, createWriteStream(path, { flags: 'wx', flush: true, highWaterMark: chunkBytes }));
      } catch (fault) {
        await rm(path, { force: true });
        if (isTooLarge) return { kind: 'too-large' };
        throw fault;
      }
      return { kind: 'received', path, hash: hash.digest('hex'), sizeBytes };
    },
    async adopt(incomingPath, known) {
      const { hash, sizeBytes } = known ?? (await hashFile(incomingPath));
      await beforeAdopt(hash);
      await store.adopt(mediaKeyOf(hash), incomingPath, sizeBytes);
      return { hash, sizeBytes };
    },
    has: (hash) => store.has(mediaKeyOf(hash)),
    read: (hash, fromByte, untilByte) => store.read(mediaKeyOf(hash), fromByte, untilByte),
    async clearIncoming() {
      for (const name of await readdir(incoming)) await rm(join(incoming, name), { recursive: true, force: true });
    },
  };
}
