import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const namedByHash = /^[0-9a-f]{64}$/;

/** Whether a file's name is the SHA-256 of its bytes. */
export function isNamedByHash(name: string): boolean {
  return namedByHash.test(name);
}

/** What is on its way to its name belongs to nobody yet. */
export function isOnItsWay(name: string): boolean {
  return name.endsWith('.tmp') || name.endsWith('.part');
}

/**
 * Writes a stream to a file that stands under its name only when it is whole and on disk; what stood there is replaced. `judge` sees the SHA-256
 * before that, and throws where the bytes are not what they should be. Throws what the stream or the file system says.
 */
export async function writeWhole(path: string, source: Readable, judge: (hash: string) => void = () => undefined): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o750 });
  const partial = `${path}.part`;
  const hash = createHash('sha256');
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(source, measure, createWriteStream(partial, { flush: true }));
  judge(hash.digest('hex'));
  await rename(partial, path);
}
