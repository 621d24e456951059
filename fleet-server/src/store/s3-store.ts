import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BlobStore, StoredBlob } from './blob-store.ts';

/** `s3://bucket/prefix`, the endpoint of storage that is not Amazon's, and what the SDK finds by itself: credentials and region. */
export type S3Place = { readonly bucket: string; readonly prefix: string; readonly endpoint: string | null };

/** A bucket, or what stands below one prefix of it. */
export type S3Store = BlobStore & {
  /** Takes a copy of a local file, which stays where it is. */
  readonly copyIn: (key: string, localPath: string, sizeBytes: number) => Promise<void>;
};

/** Parts of a large file in flight at once: memory is bounded by their product. */
const partBytes = 8 * 1024 ** 2;
const partsAtOnce = 2;

/** Files in a bucket that all nodes share. Large ones go in parts, so that no file is ever whole in memory. */
export function createS3Store({ bucket, prefix, endpoint }: S3Place): S3Store {
  const client = new S3Client({
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    // storage that is not Amazon's knows the newer checksums only where they must be
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 4,
  });
  const at = (key: string) => ({ Bucket: bucket, Key: `${prefix}${key}` });
  async function readAll(key: string): Promise<Buffer | null> {
    try {
      const { Body } = await client.send(new GetObjectCommand(at(key)));
      return Body === undefined ? null : Buffer.from(await Body.transformToByteArray());
    } catch (error) {
      if (isNotThere(error)) return null;
      throw error;
    }
  }
  async function openAt(key: string, Range: string | undefined, out: PassThrough): Promise<void> {
    const abort = new AbortController();
    // a reader that goes away in the middle ends the download
    out.once('close', () => abort.abort());
    try {
      const { Body } = await client.send(new GetObjectCommand({ ...at(key), ...(Range === undefined ? {} : { Range }) }), {
        abortSignal: abort.signal,
      });
      if (!(Body instanceof Readable)) throw new Error(`${key} came without bytes`);
      await pipeline(Body, out);
    } catch (error) {
      out.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }
  function streamOf(key: string, Range?: string): Readable {
    const out = new PassThrough({ highWaterMark: 256 * 1024 });
    void openAt(key, Range, out);
    return out;
  }
  async function listBelow(Prefix: string): Promise<readonly StoredBlob[]> {
    const found: StoredBlob[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix, ...(ContinuationToken === undefined ? {} : { ContinuationToken }) }),
      );
      for (const { Key, LastModified, Size } of page.Contents ?? [])
        if (Key !== undefined)
          found.push({ key: Key.slice(prefix.length), storedAtMs: LastModified?.getTime() ?? 0, sizeBytes: Size ?? 0 });
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return found;
  }
  async function copyIn(key: string, localPath: string, sizeBytes: number): Promise<void> {
    const Body = createReadStream(localPath, { highWaterMark: 1024 * 1024 });
    if (sizeBytes <= partBytes) await client.send(new PutObjectCommand({ ...at(key), Body, ContentLength: sizeBytes }));
    else await new Upload({ client, params: { ...at(key), Body }, partSize: partBytes, queueSize: partsAtOnce }).done();
  }
  return {
    async adopt(key, localPath, sizeBytes) {
      await copyIn(key, localPath, sizeBytes);
      await rm(localPath, { force: true });
    },
    copyIn,
    async write(key, bytes) {
      await client.send(new PutObjectCommand({ ...at(key), Body: bytes, ContentLength: bytes.byteLength }));
    },
    async has(key) {
      try {
        await client.send(new HeadObjectCommand(at(key)));
        return true;
      } catch (error) {
        if (isNotThere(error)) return false;
        throw error;
      }
    },
    readAll,
    read: (key, fromByte, untilByte) => streamOf(key, `bytes=${fromByte}-${Math.max(fromByte, untilByte - 1)}`),
    readWhole: (key) => streamOf(key),
    list: (folder) => listBelow(`${prefix}${folder}/`),
    listAll: () => listBelow(prefix),
    async remove(key) {
      await client.send(new DeleteObjectCommand(at(key)));
    },
    localPath: () => null,
  };
}

function isNotThere(error: unknown): boolean {
  return error instanceof S3ServiceException && (error.$metadata.httpStatusCode === 404 || error.name === 'NoSuchKey');
}
