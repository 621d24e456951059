import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@gatecast/clock';
import type { MediaRef } from '@gatecast/protocol';
import { nameOfBytes } from '@gatecast/signing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchMedia, type FetchedMedia } from '../src/agent/downloads/fetch-media.ts';
import { mediaFolder } from '../src/agent/downloads/media-folder.ts';
import { rateLimit } from '../src/agent/downloads/rate-limit.ts';
import { lyingOrigin, type Answering } from './support/lying-origin.ts';

const bytes = randomBytes(300_000);
const ref: MediaRef = { hash: nameOfBytes(bytes), mime: 'video/mp4', sizeBytes: bytes.length, widthPx: 16, heightPx: 16 };
const half = 150_000;
let folder: string;
let ends: (() => Promise<void>)[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-downloads-'));
  mkdirSync(folder, { recursive: true });
  ends = [];
});
afterEach(async () => {
  for (const end of ends) await end();
  rmSync(folder, { recursive: true });
});

const honest: Answering = (response, { headers }) => {
  const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  const isSame = headers['if-range'] === undefined || headers['if-range'] === '"v1"';
  if (from === 0 || !isSame) return void response.writeHead(200, { etag: '"v1"' }).end(bytes);
  response.writeHead(206, { etag: '"v1"', 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }).end(bytes.subarray(from));
};
async function origin(answering: Answering) {
  const made = await lyingOrigin(answering);
  ends.push(() => made.close());
  return made;
}
function fetchFrom(...origins: readonly string[]): Promise<FetchedMedia> {
  const { signal } = new AbortController();
  const common = { ref, folder: mediaFolder(folder), signal, onBytes: (count: number) => void (restingBytes += count) };
  return fetchMedia({ ...common, serverUrl: 'http://127.0.0.1:9', origins, limit: rateLimit(systemClock(), () => bytesPerSecond) });
}
let restingBytes = 0;
let bytesPerSecond: number | null = null;
const part = (): Buffer | null => (existsSync(join(folder, `${ref.hash}.part`)) ? readFileSync(join(folder, `${ref.hash}.part`)) : null);
const begin = (beginning: Buffer) => writeFileSync(join(folder, `${ref.hash}.part`), beginning);

test('a beginning is gone on with, by the ETag under which the origin gave it, and nothing but the file is left', async () => {
  const made = await origin((response) => {
    response.writeHead(200, { etag: '"v1"', 'content-length': bytes.length }).write(bytes.subarray(0, half), () => response.destroy());
  });
  expect(await fetchFrom(made.url)).toMatchObject({ kind: 'failed' });
  const cut = part()?.length ?? 0;
  expect(cut > 0).toBe(true);
  made.answer(honest);
  expect(await fetchFrom(made.url)).toEqual({ kind: 'here', sizeBytes: bytes.length, resumedFromBytes: cut });
  expect(made.asked[1]?.headers).toMatchObject({ range: `bytes=${cut}-`, 'if-range': '"v1"' });
  expect([readdirSync(folder), readFileSync(join(folder, ref.hash)).equals(bytes)]).toEqual([[ref.hash], true]);
});

test('an origin that knows the beginning under another ETag gives the whole, and that is what counts', async () => {
  const made = await origin((response) => {
    response.writeHead(200, { etag: '"v0"', 'content-length': bytes.length }).write(Buffer.alloc(half), () => response.destroy());
  });
  await fetchFrom(made.url);
  made.answer(honest);
  expect(await fetchFrom(made.url)).toEqual({ kind: 'here', sizeBytes: bytes.length, resumedFromBytes: 0 });
});

test('another origin is asked to go on without the ETag of the first', async () => {
  const first = await origin((response) => {
    response.writeHead(200, { etag: '"v9"', 'content-length': bytes.length }).write(bytes.subarray(0, half), () => response.destroy());
  });
  const second = await origin(honest);
  expect(await fetchFrom(first.url, second.url)).toMatchObject({ kind: 'here' });
  expect(second.asked[0]?.headers['if-range']).toBe(undefined);
  expect(second.asked[0]?.headers.range).toMatch(/^bytes=\d+-$/);
});

test('200 where 206 was asked for begins again, and the beginning is not kept before it', async () => {
  begin(Buffer.alloc(half));
  const made = await origin((response) => void response.writeHead(200).end(bytes));
  expect(await fetchFrom(made.url)).toEqual({ kind: 'here', sizeBytes: bytes.length, resumedFromBytes: 0 });
});

test.each<[string, Answering]>([
  ['416', (response) => void response.writeHead(416).end()],
  [
    '206 from another place',
    (response) => void response.writeHead(206, { 'content-range': `bytes 7-${bytes.length - 1}/${bytes.length}` }).end(bytes.subarray(7)),
  ],
  [
    '206 of a file of another size',
    (response) => void response.writeHead(206, { 'content-range': `bytes ${half}-${bytes.length - 1}/999999` }).end(bytes.subarray(half)),
  ],
])('an origin that answers a resume with %s is asked for the whole at once', async (_name, lie) => {
  begin(bytes.subarray(0, half));
  const made = await origin((response, asked) => (asked.headers.range === undefined ? honest : lie)(response, asked));
  expect(await fetchFrom(made.url)).toEqual({ kind: 'here', sizeBytes: bytes.length, resumedFromBytes: 0 });
  expect(made.asked.map(({ headers }) => headers.range)).toEqual([`bytes=${half}-`, undefined]);
});

test.each<[string, Answering, RegExp]>([
  ['other bytes of the same length', (response) => void response.end(Buffer.alloc(bytes.length)), /gave other bytes/],
  ['a body without end', (response) => endless(response), /longer than 300000 bytes/],
  ['a length that cannot be right', (response) => void response.writeHead(200, { 'content-length': 5 }).end('hello'), /has 5 bytes/],
  ['a redirect', (response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/elsewhere' }).end(), /answered 302/],
  ['404', (response) => void response.writeHead(404).end(), /answered 404/],
  ['500 and garbage', (response) => void response.writeHead(500).end(randomBytes(1_000)), /answered 500/],
  ['a compressed body', (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'), /failed/],
])('%s: the next origin is asked, and nothing of the lie is kept', async (_name, lie, detail) => {
  const liar = await origin(lie);
  const alone = await fetchFrom(liar.url);
  expect(alone).toMatchObject({ kind: 'failed', detail: expect.stringMatching(detail) });
  expect(part()?.length ?? 0).toBe(0);
  const good = await origin(honest);
  restingBytes = 0;
  expect(await fetchFrom(liar.url, good.url)).toMatchObject({ kind: 'here', resumedFromBytes: 0 });
  // what was thrown away is not counted as progress
  expect(restingBytes).toBe(bytes.length);
  expect(readFileSync(join(folder, ref.hash)).equals(bytes)).toBe(true);
});
function endless(response: Parameters<Answering>[0]): void {
  const more = (): void => void (response.destroyed || response.write(Buffer.alloc(65_536), more));
  response.writeHead(200);
  more();
}

test('a body that ends early is kept as far as it came, and the next origin gives the rest', async () => {
  const short = await origin((response) => {
    response.write(bytes.subarray(0, half));
    response.end();
  });
  expect(await fetchFrom(short.url)).toMatchObject({ kind: 'failed', detail: expect.stringContaining(`ended at ${half} of 300000`) });
  expect(part()?.equals(bytes.subarray(0, half))).toBe(true);
  const good = await origin(honest);
  expect(await fetchFrom(short.url, good.url)).toMatchObject({ kind: 'here', resumedFromBytes: half });
});

test('a rate is kept to', async () => {
  const made = await origin(honest);
  bytesPerSecond = 200_000;
  const startedMs = performance.now();
  expect(await fetchFrom(made.url)).toMatchObject({ kind: 'here' });
  bytesPerSecond = null;
  const tookMs = performance.now() - startedMs;
  // 300,000 bytes at 200,000 a second, less the last chunk, which nobody waits for
  expect([tookMs > 1_000, tookMs < 6_000]).toEqual([true, true]);
});
