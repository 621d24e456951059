import { collectionRoutes, contentRoutes, uploadLimits, uploadRoutes, problemSchema, uploadSchema, type Upload } from '@gatecast/protocol';
import { systemClock, type Clock } from '@gatecast/clock';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBucket, type Bucket } from './bucket.ts';
import { openContentWorld, until, type Caller, type ContentWorld } from './content-world.ts';
import { onBothStores } from './on-both-stores.ts';
import { postgresPrograms, startPostgres, type PostgresCluster } from './postgres-cluster.ts';

// A file in parts: whatever breaks, what came is not sent again, in each database and each place for files.

let bucket: Bucket;
let prefixesUsed = 0;
function newBucket(): Record<string, string> {
  prefixesUsed += 1;
  return { ...bucket.settings, GATECAST_S3: `s3://gatecast/${prefixesUsed}` };
}
beforeAll(async () => {
  bucket = await startBucket();
});
afterAll(() => bucket.close());

const limitBytes = 4 * 1024 * 1024;
const partBytes = uploadLimits.smallestPartBytes;

/** A picture that nothing makes smaller, of some 1.4 MiB, and another one each time. */
async function noise(): Promise<Buffer> {
  const sidePx = 700;
  return sharp(randomBytes(sidePx * sidePx * 3), { raw: { width: sidePx, height: sidePx, channels: 3 } })
    .png()
    .toBuffer();
}
function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
/** The real time, moved by `aheadMs`. */
function clockAhead(): Clock & { aheadMs: number } {
  const real = systemClock({ isBackground: true });
  const clock = { ...real, aheadMs: 0, nowMs: () => real.nowMs() + clock.aheadMs };
  return clock;
}

type Part = { readonly fromByte: number; readonly bytes: Buffer; readonly sha256?: string };
async function send(url: string, { cookie }: Pick<Caller, 'cookie'>, uploadId: string, part: Part) {
  const check = part.sha256 === undefined ? '' : `&sha256=${part.sha256}`;
  const response = await fetch(`${url}/api/uploads/${uploadId}?fromByte=${part.fromByte}${check}`, {
    method: 'PATCH',
    headers: { cookie, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(part.bytes),
  });
  const json: unknown = await response.json();
  return response.ok ? { upload: uploadSchema.parse(json) } : { problem: problemSchema.parse(json) };
}

function contract(newStore: () => Promise<Record<string, string>>): void {
  let world: ContentWorld;
  let editor: Caller;
  let other: Caller;
  const clock = clockAhead();
  beforeAll(async () => {
    world = await openContentWorld({ ...(await newStore()), GATECAST_UPLOAD_MAX_BYTES: `${limitBytes}` }, clock);
    editor = await world.signIn('editor', ['editor', 'technician']);
    other = await world.signIn('other', ['editor']);
  });
  afterAll(async () => world.close());

  const begin = async (bytes: Buffer, fileName = 'noise.png', caller = editor): Promise<Upload> =>
    caller.call(uploadRoutes.beginUpload, { body: { fileName, sizeBytes: bytes.length, fingerprint: sha256(bytes) } });
  const partAt = (bytes: Buffer, fromByte: number, size = partBytes): Part => ({
    fromByte,
    bytes: bytes.subarray(fromByte, fromByte + size),
  });
  async function sendFrom(bytes: Buffer, { id, offsetBytes }: Upload): Promise<void> {
    for (let fromByte = offsetBytes; fromByte < bytes.length; fromByte += partBytes)
      expect(await send(world.url, editor, id, partAt(bytes, fromByte))).toMatchObject({
        upload: { offsetBytes: Math.min(fromByte + partBytes, bytes.length) },
      });
  }
  const finish = async ({ id }: Upload) => editor.call(uploadRoutes.finishUpload, { params: { uploadId: id } });
  const storedParts = async () => (await world.app.context.blobs.uploads.listAll()).length;

  test('a file in parts, with the server restarted midway, is the same file of the library as one sent whole', async () => {
    const bytes = await noise();
    const begun = await begin(bytes, '../ảnh.png');
    expect(begun).toMatchObject({ fileName: 'ảnh.png', sizeBytes: bytes.length, offsetBytes: 0, media: null });
    await send(world.url, editor, begun.id, { ...partAt(bytes, 0), sha256: sha256(bytes.subarray(0, partBytes)) });
    await send(world.url, editor, begun.id, partAt(bytes, partBytes));
    await world.restart();
    const again = await begin(bytes, '../ảnh.png');
    expect(again).toMatchObject({ id: begun.id, offsetBytes: 2 * partBytes });
    expect((await editor.call(uploadRoutes.listUploads, {})).uploads.map(({ id }) => id)).toEqual([begun.id]);
    await sendFrom(bytes, again);
    const media = await finish(begun);
    const row = await world.app.context.truth.selectFrom('media').selectAll().where('id', '=', media.id).executeTakeFirstOrThrow();
    expect([row.originalHash, row.originalBytes, row.fileName]).toEqual([sha256(bytes), bytes.length, 'ảnh.png']);
    await until(
      'it is ready',
      async () => (await editor.call(contentRoutes.getMedia, { params: { mediaId: media.id } })).state === 'ready',
    );
    expect(await storedParts()).toBe(0);
    expect((await editor.call(uploadRoutes.listUploads, {})).uploads).toEqual([]);
    expect(await readdir(join(world.folder, 'incoming'))).toEqual([]);
  });

  test('finished twice, also at once, it is one file', async () => {
    const bytes = await noise();
    const begun = await begin(bytes);
    await sendFrom(bytes, begun);
    const ask = async () =>
      (await fetch(`${world.url}/api/uploads/${begun.id}/finish`, { method: 'POST', headers: { cookie: editor.cookie } })).json();
    const answers = (await Promise.all([ask(), ask(), ask()])) as { id?: string; code?: string }[];
    const { id } = await finish(begun);
    expect(answers.map((answer) => answer.id ?? answer.code).every((answer) => answer === id || answer === 'wrong-state')).toBe(true);
    expect(answers.some((answer) => answer.id === id)).toBe(true);
    const { media } = await editor.call(uploadRoutes.readUpload, { params: { uploadId: begun.id } });
    expect(media?.id).toBe(id);
    const rows = await world.app.context.truth.selectFrom('media').select('id').where('originalHash', '=', sha256(bytes)).execute();
    expect(rows).toEqual([{ id }]);
    expect(await send(world.url, editor, begun.id, partAt(bytes, 0))).toMatchObject({ problem: { code: 'wrong-state' } });
  });

  test('a part that comes twice is stored once; another one, or one at a wrong place, is told where to go on', async () => {
    const bytes = await noise();
    const begun = await begin(bytes);
    for (const _ of [1, 2])
      expect(await send(world.url, editor, begun.id, partAt(bytes, 0))).toMatchObject({ upload: { offsetBytes: partBytes } });
    const both = await Promise.all([1, 2].map(() => send(world.url, editor, begun.id, partAt(bytes, partBytes))));
    expect(both).toMatchObject([1, 2].map(() => ({ upload: { offsetBytes: 2 * partBytes } })));
    const astray = { problem: { code: 'wrong-state', status: 409, field: 'query.fromByte', limit: 2 * partBytes } };
    expect(await send(world.url, editor, begun.id, partAt(bytes, 3 * partBytes))).toMatchObject(astray);
    expect(await send(world.url, editor, begun.id, partAt(bytes, 17))).toMatchObject(astray);
    expect(await send(world.url, editor, begun.id, { fromByte: 0, bytes: randomBytes(partBytes) })).toMatchObject(astray);
    const sizes = [partBytes, partBytes + 1];
    const rivals = await Promise.all(sizes.map((size) => send(world.url, editor, begun.id, partAt(bytes, 2 * partBytes, size))));
    expect(rivals.filter((answer) => 'upload' in answer)).toHaveLength(1);
    const now = await editor.call(uploadRoutes.readUpload, { params: { uploadId: begun.id } });
    await sendFrom(bytes, now);
    await finish(begun);
    const row = await world.app.context.truth.selectFrom('media').select('id').where('originalHash', '=', sha256(bytes)).execute();
    expect(row).toHaveLength(1);
  });

  test('another person finds nothing of it, by no route', async () => {
    const bytes = await noise();
    const begun = await begin(bytes);
    await send(world.url, editor, begun.id, partAt(bytes, 0));
    const params = { uploadId: begun.id };
    for (const route of [uploadRoutes.readUpload, uploadRoutes.finishUpload, uploadRoutes.endUpload])
      expect(await other.refused(route, { params })).toMatchObject({ code: 'not-found' });
    expect(await send(world.url, other, begun.id, partAt(bytes, partBytes))).toMatchObject({ problem: { code: 'not-found' } });
    expect((await other.call(uploadRoutes.listUploads, {})).uploads).toEqual([]);
    expect((await begin(bytes, 'noise.png', other)).offsetBytes).toBe(0);
    expect((await editor.call(uploadRoutes.readUpload, { params })).offsetBytes).toBe(partBytes);
    await editor.call(uploadRoutes.endUpload, { params });
    expect(await editor.refused(uploadRoutes.readUpload, { params })).toMatchObject({ code: 'not-found' });
    expect(await storedParts()).toBe(0);
  });

  test('what is too large, too small, too many, broken, empty or no picture is refused with the reason and leaves nothing', async () => {
    const body = { fileName: 'a.mp4', sizeBytes: limitBytes + 1, fingerprint: 'a' };
    expect(await editor.refused(uploadRoutes.beginUpload, { body })).toMatchObject({ code: 'too-large', limit: limitBytes });
    const bytes = randomBytes(2 * partBytes);
    const begun = await begin(bytes);
    const sent = async (part: Part) => (await send(world.url, editor, begun.id, part)).problem;
    expect(await sent({ fromByte: 0, bytes: Buffer.concat([bytes, Buffer.of(0)]) })).toMatchObject({
      code: 'too-large',
      limit: bytes.length,
    });
    expect(await sent(partAt(bytes, 0, partBytes - 1))).toMatchObject({ code: 'bad-input', field: 'body', limit: partBytes });
    expect(await sent(partAt(bytes, 0, 0))).toMatchObject({ code: 'bad-input', field: 'body' });
    expect(await sent({ ...partAt(bytes, 0), sha256: '0'.repeat(64) })).toMatchObject({ code: 'bad-input', field: 'query.sha256' });
    const params = { uploadId: begun.id };
    expect(await editor.refused(uploadRoutes.finishUpload, { params })).toMatchObject({ code: 'wrong-state', limit: 0 });
    await sendFrom(bytes, begun);
    expect(await editor.refused(uploadRoutes.finishUpload, { params })).toMatchObject({ code: 'bad-file', status: 422 });
    expect(await editor.refused(uploadRoutes.readUpload, { params })).toMatchObject({ code: 'not-found' });
    const empty = await begin(Buffer.alloc(0));
    expect(await editor.refused(uploadRoutes.finishUpload, { params: { uploadId: empty.id } })).toMatchObject({ code: 'bad-file' });
    const many = await Promise.all(Array.from({ length: uploadLimits.unfinished }, () => begin(randomBytes(8))));
    const oneMore = { body: { fileName: 'a.png', sizeBytes: 1, fingerprint: 'one more' } };
    expect(await editor.refused(uploadRoutes.beginUpload, oneMore)).toMatchObject({ code: 'too-many', limit: uploadLimits.unfinished });
    for (const { id } of many) await editor.call(uploadRoutes.endUpload, { params: { uploadId: id } });
    expect([await storedParts(), await readdir(join(world.folder, 'incoming'))]).toEqual([0, []]);
  });

  test('a part that breaks off is not there, and the next goes where it should have gone', async () => {
    const bytes = await noise();
    const begun = await begin(bytes);
    const { hostname, port } = new URL(world.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(`PATCH /api/uploads/${begun.id}?fromByte=0 HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: ${editor.cookie}\r\n`);
    socket.write(`content-type: application/octet-stream\r\ncontent-length: ${partBytes}\r\n\r\n`);
    socket.write(bytes.subarray(0, 1_000));
    const incoming = join(world.folder, 'incoming');
    await until('half a part is being written', async () => (await readdir(incoming)).length === 1);
    socket.destroy();
    await until('it is gone', async () => (await readdir(incoming)).length === 0);
    expect((await editor.call(uploadRoutes.readUpload, { params: { uploadId: begun.id } })).offsetBytes).toBe(0);
    await sendFrom(bytes, begun);
    await finish(begun);
  });

  test('a part that is lost or damaged in the store is sent again, and nothing before it', async () => {
    const bytes = await noise();
    const begun = await begin(bytes);
    await sendFrom(bytes, begun);
    const { uploads } = world.app.context.blobs;
    const second = (await uploads.listAll()).find(({ key }) => key.includes(`-${partBytes}-`));
    await uploads.write(second?.key ?? '', randomBytes(partBytes), { isEvidence: true });
    const params = { uploadId: begun.id };
    expect(await editor.refused(uploadRoutes.finishUpload, { params })).toMatchObject({ code: 'wrong-state', limit: partBytes });
    await sendFrom(bytes, await editor.call(uploadRoutes.readUpload, { params }));
    const third = (await uploads.listAll()).find(({ key }) => key.includes(`-${2 * partBytes}-`));
    await uploads.remove(third?.key ?? '');
    expect(await editor.refused(uploadRoutes.finishUpload, { params })).toMatchObject({ code: 'wrong-state', limit: 2 * partBytes });
    await sendFrom(bytes, await editor.call(uploadRoutes.readUpload, { params }));
    await finish(begun);
    const row = await world.app.context.truth.selectFrom('media').select('id').where('originalHash', '=', sha256(bytes)).execute();
    expect(row).toHaveLength(1);
  });

  test('a day after its last part an upload is not there any more, and the collection takes its bytes away', async () => {
    const bytes = await noise();
    const begun = await begin(bytes);
    await send(world.url, editor, begun.id, partAt(bytes, 0));
    const keeper = await world.signIn('keeper', ['administrator']);
    clock.aheadMs = uploadLimits.keptMs - 60_000;
    editor = await world.signIn('editor-tomorrow', ['editor']);
    const { truth, blobs } = world.app.context;
    await truth.updateTable('uploads').set({ userId: editor.userId }).where('id', '=', begun.id).execute();
    expect((await editor.call(uploadRoutes.readUpload, { params: { uploadId: begun.id } })).offsetBytes).toBe(partBytes);
    clock.aheadMs = uploadLimits.keptMs + 60_000;
    expect(await editor.refused(uploadRoutes.readUpload, { params: { uploadId: begun.id } })).toMatchObject({ code: 'not-found' });
    expect(await send(world.url, editor, begun.id, partAt(bytes, partBytes))).toMatchObject({ problem: { code: 'not-found' } });
    expect((await editor.call(uploadRoutes.listUploads, {})).uploads).toEqual([]);
    const tidier = await world.signIn('tidier', ['administrator']);
    expect(keeper.userId).not.toBe(tidier.userId);
    const before = await truth.selectFrom('uploads').select('id').execute();
    const dry = await tidier.call(collectionRoutes.collect, { body: { isDryRun: true } });
    expect([dry.uploads, await storedParts()]).toEqual([before.length, 1]);
    // younger than a day: a server may just be about to write its row
    const young = `00/00000000-0000-7000-8000-000000000000-0-${'0'.repeat(64)}`;
    const { uploads } = await tidier.call(collectionRoutes.collect, { body: { isDryRun: false } });
    expect([uploads, await storedParts(), await truth.selectFrom('uploads').select('id').execute()]).toEqual([before.length, 0, []]);
    clock.aheadMs = 0;
    const now = await world.signIn('tidier-today', ['administrator']);
    await blobs.uploads.write(young, Buffer.from('x'), { isEvidence: true });
    await now.call(collectionRoutes.collect, { body: { isDryRun: false } });
    expect(await storedParts()).toBe(1);
  });
}

onBothStores((newStore) => {
  describe('files in a folder', () => contract(newStore));
  describe('files in a bucket', () => contract(async () => ({ ...(await newStore()), ...newBucket() })));
});

test.skipIf(postgresPrograms() === null)(
  'two nodes take the parts of one file in turns, and finish it once',
  async () => {
    const postgres: PostgresCluster = await startPostgres();
    const keys = await mkdtemp(join(tmpdir(), 'gatecast-keys-'));
    const shared = { ...newBucket(), GATECAST_TRUTH: await postgres.createDatabase(), GATECAST_KEYS: keys };
    const one = await openContentWorld(shared);
    const two = await openContentWorld(shared);
    try {
      const editor = await one.signIn('editor', ['editor']);
      const bytes = await noise();
      const body = { fileName: 'noise.png', sizeBytes: bytes.length, fingerprint: 'noise' };
      const { id } = await editor.call(uploadRoutes.beginUpload, { body });
      const urls = [one.url, two.url];
      for (let fromByte = 0, turn = 0; fromByte < bytes.length; fromByte += partBytes, turn++) {
        const part = { fromByte, bytes: bytes.subarray(fromByte, fromByte + partBytes) };
        expect(await send(urls[turn % 2] ?? '', editor, id, part)).toHaveProperty('upload');
      }
      const finish = async (url: string) =>
        (await (await fetch(`${url}/api/uploads/${id}/finish`, { method: 'POST', headers: { cookie: editor.cookie } })).json()) as {
          id?: string;
        };
      await Promise.all(urls.map(finish));
      const answers = await Promise.all(urls.map(finish));
      const rows = await one.app.context.truth.selectFrom('media').select('id').where('originalHash', '=', sha256(bytes)).execute();
      expect(rows).toHaveLength(1);
      expect(answers.map((answer) => answer.id)).toEqual([rows[0]?.id, rows[0]?.id]);
    } finally {
      for (const world of [one, two]) await world.close();
      await postgres.close();
      await rm(keys, { recursive: true, force: true });
    }
  },
  60_000,
);
