import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMediaFiles } from '../src/features/media/media-files.ts';
import { createFolderStore, type BlobStore } from '../src/store/blob-store.ts';
import { createS3Store } from '../src/store/s3-store.ts';
import { startBucket, type Bucket } from './bucket.ts';

// What the server promises of its files must hold in a folder and in a bucket alike.

let folder: string;
let bucket: Bucket;
const stores: { folder?: BlobStore; s3?: BlobStore } = {};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-blobs-'));
  for (const name of ['files', 'incoming']) await mkdir(join(folder, name));
  bucket = await startBucket();
  stores.folder = createFolderStore(join(folder, 'files'));
  stores.s3 = createS3Store({ bucket: 'gatecast', prefix: 'hanoi/media/', endpoint: bucket.endpoint });
});
afterAll(async () => {
  await bucket.close();
  await rm(folder, { recursive: true, force: true });
});
function storeOf(kind: 'folder' | 's3'): BlobStore {
  const store = stores[kind];
  if (store === undefined) throw new Error('not begun');
  return store;
}
async function fileOf(bytes: Buffer): Promise<string> {
  const path = join(folder, 'incoming', `${randomBytes(8).toString('hex')}.part`);
  await writeFile(path, bytes);
  return path;
}

test.for(['folder', 's3'] as const)('a file that goes in parts comes back byte for byte, whole and in ranges (%s)', async (kind) => {
  const store = storeOf(kind);
  const files = createMediaFiles(store, join(folder, 'incoming'));
  const bytes = randomBytes(20 * 1024 * 1024 + 17);
  const { hash, sizeBytes } = await files.adopt(await fileOf(bytes));
  expect([hash, sizeBytes]).toEqual([createHash('sha256').update(bytes).digest('hex'), bytes.length]);
  expect(await files.has(hash)).toBe(true);
  expect((await buffer(files.read(hash, 5, 1_000_005))).equals(bytes.subarray(5, 1_000_005))).toBe(true);
  expect((await buffer(files.read(hash, bytes.length - 3, bytes.length))).equals(bytes.subarray(-3))).toBe(true);
  const seen = await files.withLocal(hash, async (path) =>
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  );
  expect(seen).toBe(hash);
  expect(await files.has('0'.repeat(64))).toBe(false);
});

test.for(['folder', 's3'] as const)('small files are listed below their prefix, replaced and removed (%s)', async (kind) => {
  const store = storeOf(kind);
  await store.write('b12/1.gz', Buffer.from('one'), { isEvidence: true });
  await store.write('b12/2.gz', Buffer.from('two'), { isEvidence: false });
  await store.write('b12/2.gz', Buffer.from('two again'), { isEvidence: true });
  await store.write('b13/1.gz', Buffer.from('three'), { isEvidence: true });
  expect((await store.list('b12')).map(({ key }) => key).toSorted()).toEqual(['b12/1.gz', 'b12/2.gz']);
  expect((await store.readAll('b12/2.gz'))?.toString()).toBe('two again');
  await store.remove('b12/1.gz');
  expect([await store.readAll('b12/1.gz'), await store.has('b12/1.gz'), (await store.list('b12')).length]).toEqual([null, false, 1]);
});

test('a file that was damaged in the bucket is not used', async () => {
  const store = storeOf('s3');
  const files = createMediaFiles(store, join(folder, 'incoming'));
  const { hash } = await files.adopt(await fileOf(Buffer.from('a picture')));
  await store.write(`${hash.slice(0, 2)}/${hash}`, Buffer.from('A picture'), { isEvidence: true });
  await expect(files.withLocal(hash, async () => 'used')).rejects.toThrow('damaged in the store');
});
