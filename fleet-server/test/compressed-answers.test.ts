import { contentRoutes } from '@gatecast/protocol';
import { request, type IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContentWorld, type Caller, type ContentWorld } from './content-world.ts';

let world: ContentWorld;
let editor: Caller;
beforeAll(async () => {
  world = await openContentWorld();
  editor = await world.signIn('editor', ['editor']);
  for (let n = 0; n < 120; n++)
    await editor.call(contentRoutes.createSupplier, {
      body: { name: `Cục Cảnh sát quản lý hành chính về trật tự xã hội số ${n} `.repeat(2).trim() },
    });
});
afterAll(() => world.close());

type Got = { readonly status: number | undefined; readonly headers: IncomingHttpHeaders; readonly bytes: Buffer };

/** What comes over the wire, as it comes. */
function get(path: string, accepted: string | undefined, more: Readonly<Record<string, string>> = {}): Promise<Got> {
  const headers = { cookie: editor.cookie, ...(accepted === undefined ? {} : { 'accept-encoding': accepted }), ...more };
  return new Promise((resolve, reject) => {
    const asked = request(world.url + path, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(chunks) }));
    });
    asked.on('error', reject).end();
  });
}

test('a large answer comes as the client takes it, and says the same in every encoding', async () => {
  const path = contentRoutes.listSuppliers.path;
  const plain = await get(path, undefined);
  expect([plain.headers['content-encoding'], plain.headers['vary'], plain.bytes.length > 16_384]).toEqual([
    undefined,
    'accept-encoding',
    true,
  ]);
  const brotli = await get(path, 'gzip, deflate, br');
  expect([brotli.headers['content-encoding'], brotli.headers['content-type']]).toEqual(['br', 'application/json; charset=utf-8']);
  expect(brotli.bytes.length).toBeLessThan(plain.bytes.length / 5);
  expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true);
  const gzip = await get(path, 'gzip');
  expect([gzip.headers['content-encoding'], gunzipSync(gzip.bytes).equals(plain.bytes)]).toEqual(['gzip', true]);
  expect((await get(path, 'br;q=0')).bytes.equals(plain.bytes)).toBe(true);
});

test('who has an answer is told that it is the same, in whichever encoding it came, until it says something else', async () => {
  const path = contentRoutes.listSuppliers.path;
  const encodings = ['br', 'gzip', undefined];
  const tags: string[] = [];
  for (const accepted of encodings) tags.push((await get(path, accepted)).headers.etag ?? '');
  expect([new Set(tags).size, tags[0]?.startsWith('W/"')]).toEqual([1, true]);
  const known = { 'if-none-match': tags[0] ?? '' };
  for (const accepted of encodings) {
    const { status, headers, bytes } = await get(path, accepted, known);
    expect([status, headers.etag, headers.vary, headers['content-encoding'], bytes.length]).toEqual([
      ...[304, tags[0], 'accept-encoding', undefined, 0],
    ]);
  }
  // a page of it is another answer
  expect((await get(`${path}?limit=1`, 'br', known)).status).toBe(200);
  await editor.call(contentRoutes.createSupplier, { body: { name: 'Cục Hải quan' } });
  const changed = await get(path, 'br', known);
  expect([changed.status, changed.headers['content-encoding'], changed.headers.etag === tags[0]]).toEqual([200, 'br', false]);
  // nobody is told that an answer is the same who may not read it
  expect((await get(path, 'br', { ...known, cookie: '' })).status).toBe(401);
});

test('small answers, and those that a crowd asks for at once beyond two, come as they are', async () => {
  const small = await get(`${contentRoutes.listSuppliers.path}?limit=1`, 'br');
  expect([small.headers['content-encoding'], (JSON.parse(small.bytes.toString()) as { suppliers: unknown[] }).suppliers.length]).toEqual([
    undefined,
    1,
  ]);
  const crowd = await Promise.all(Array.from({ length: 12 }, () => get('/api/openapi.json', 'br')));
  const texts = crowd.map(({ headers, bytes }) => (headers['content-encoding'] === 'br' ? brotliDecompressSync(bytes) : bytes).toString());
  expect(new Set(texts).size).toBe(1);
  expect(crowd.some(({ headers }) => headers['content-encoding'] === 'br')).toBe(true);
});
