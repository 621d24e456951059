import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { BlobStore } from '../../store/blob-store.ts';
import type { MediaFiles, ReceivedFile } from '../media/media-files.ts';
import { partKeyOf, type UploadPartTable } from './store.ts';

export type JoinedFile = Extract<ReceivedFile, { kind: 'received' }> | { readonly kind: 'damaged'; readonly fromByte: number };

class DamagedPart extends Error {
  readonly fromByte: number;

  constructor(fromByte: number) {
    super(`the part at ${fromByte} is not as it was stored`);
    this.fromByte = fromByte;
  }
}

/**
 * Makes of parts one incoming file, each held against its hash on the way; `damaged` names the first that is not there or not as it came
 * (a server that was restored from a backup has the rows of parts, and not their bytes).
 */
export async function joinParts(store: BlobStore, files: MediaFiles, parts: readonly UploadPartTable[]): Promise<JoinedFile> {
  const sizeBytes = parts.reduce((total, part) => total + part.sizeBytes, 0);
  try {
    const joined = await files.receive(Readable.from(bytesOf(store, parts), { objectMode: false }), sizeBytes);
    if (joined.kind === 'too-large') throw new Error('parts grew while they were read');
    return joined;
  } catch (fault) {
    if (fault instanceof DamagedPart) return { kind: 'damaged', fromByte: fault.fromByte };
    throw fault;
  }
}

async function* bytesOf(store: BlobStore, parts: readonly UploadPartTable[]): AsyncGenerator<Buffer> {
  for (const part of parts) {
    const key = partKeyOf(part);
    if (!(await store.has(key))) throw new DamagedPart(part.fromByte);
    const hash = createHash('sha256');
    for await (const chunk of store.readWhole(key)) {
      const bytes = chunk as Buffer;
      hash.update(bytes);
      yield bytes;
    }
    if (hash.digest('hex') !== part.hash) throw new DamagedPart(part.fromByte);
  }
}
