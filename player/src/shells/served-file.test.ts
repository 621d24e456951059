import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agedHandover } from './aged-handover.ts';
import { rangeOf, servedFile } from './served-file.ts';
import { thisBoot } from '../boot/this-boot.ts';

const root = mkdtempSync(join(tmpdir(), 'gatecast-served-'));
const places = { stageFolder: join(root, 'stage'), mediaFolder: join(root, 'media'), handoverFolder: join(root, 'handover') };
const hash = 'ab'.repeat(32);
beforeAll(() => {
  mkdirSync(join(places.stageFolder, 'assets'), { recursive: true });
  mkdirSync(places.mediaFolder);
  mkdirSync(places.handoverFolder);
  writeFileSync(join(places.handoverFolder, 'alerts.json'), '{}');
  writeFileSync(join(places.stageFolder, 'index.html'), '<!doctype html>');
  writeFileSync(join(places.mediaFolder, hash), 'RIFF????WEBPVP8 0123456789');
  writeFileSync(join(root, 'identity.json'), 'secret');
});
afterAll(() => rmSync(root, { recursive: true }));

const get = (pathname: string, range: string | null = null, search = '') => servedFile(places, 'GET', { pathname, search }, range);

test('the page, media by hash and nothing else can be had', async () => {
  const statuses = await Promise.all(
    [
      '/',
      '/index.html',
      `/media/${hash}`,
      `/media/${hash}.part`,
      '/../identity.json',
      '/..%2fidentity.json',
      '/assets/../index.html',
      '/.x',
    ]
      .map((path) => get(path))
      .map(async (served) => (await served).status),
  );
  expect(statuses).toEqual([200, 200, 200, 404, 404, 404, 404, 404]);
  expect(await servedFile(places, 'POST', { pathname: '/', search: '' }, null)).toMatchObject({ status: 405 });
  const parts = await Promise.all(['alerts', 'release', '../identity'].map((part) => get(`/handover/${part}.json`)));
  expect(parts.map(({ status }) => status)).toEqual([200, 404, 404]);
});

test('the page that shows the known-good release asks early for that one, and for the release that failed not at all', async () => {
  const stage = { ...places, stageFolder: join(import.meta.dirname, '../stage') };
  const asked = async (search: string): Promise<readonly string[]> => {
    const served = await servedFile(stage, 'GET', { pathname: '/', search }, null);
    const page = served.kind === 'bytes' ? served.bytes.toString() : served.kind === 'file' ? readFileSync(served.file, 'utf8') : '';
    return [...page.matchAll(/handover\/([\w-]+)\.json/g)].map(([, part = '']) => part);
  };
  expect(await Promise.all(['', '?mode=board', '?mode=known-good'].map(asked))).toEqual([
    ['device', 'alerts', 'release'],
    ['device', 'alerts', 'release'],
    ['device', 'alerts', 'known-good'],
  ]);
});

test('a range of a media file is served as such, with the type its bytes tell', async () => {
  expect(await get(`/media/${hash}`, 'bytes=4-7')).toMatchObject({
    status: 206,
    firstByte: 4,
    lastByte: 7,
    headers: { 'content-type': 'image/webp', 'content-range': 'bytes 4-7/26', 'content-length': '4' },
  });
  expect(await get(`/media/${hash}`, 'bytes=26-')).toMatchObject({
    status: 416,
    headers: { 'content-range': 'bytes */26' },
  });
});

test('no browser keeps a media file: one that was broken and fetched again is shown as it is then', async () => {
  expect(await get(`/media/${hash}`)).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
});

test('ranges are read as RFC 9110 tells', () => {
  expect([
    rangeOf('bytes=0-', 10),
    rangeOf('bytes=3-100', 10),
    rangeOf('bytes=-4', 10),
    rangeOf('bytes=-40', 10),
    rangeOf('bytes=10-', 10),
    rangeOf('bytes=5-2', 10),
    rangeOf('bytes=0-1,4-5', 10),
    rangeOf('items=0-1', 10),
  ]).toEqual([[0, 9], [3, 9], [6, 9], [0, 9], 'unsatisfiable', null, null, null]);
});

const head = { version: 1, revision: 1 } as const;
const livesAt = (boot: { readonly id: string; readonly uptimeMs: number }, leftMs: number) => ({
  ...{ ...head, part: 'alerts' as const, alertRevision: 1, alerts: [], withdrawn: [] },
  lives: { boot, left: [{ alertId: 'a', alertRevision: 1, leftMs }] },
});
const device = {
  ...{ ...head, part: 'device' as const, link: 'connected' as const, pairing: null, serverUrl: '', screenName: '' },
  clock: { offsetMs: 50, state: 'synced' as const, told: { boot: { id: 'one', uptimeMs: 9_000 }, atMs: 1_000_000 } },
};

test('of the last agent’s alerts less is left by the time since it wrote them, however often a stage begins anew', async () => {
  const { id, uptimeMs } = thisBoot();
  writeFileSync(join(places.handoverFolder, 'alerts.json'), JSON.stringify(livesAt({ id, uptimeMs: uptimeMs - 20_000 }, 60_000)));
  const served = await get('/handover/alerts.json');
  const handed = JSON.parse(served.kind === 'bytes' ? served.bytes.toString() : '{}') as ReturnType<typeof livesAt>;
  const leftMs = handed.lives.left[0]?.leftMs ?? 0;
  expect([leftMs <= 40_000, leftMs > 30_000]).toEqual([true, true]);
});

test('a part that is none is served as it lies there', async () => {
  const torn = ['{"version": 1', '{"version": 9}'];
  const served: string[] = [];
  for (const text of torn) {
    writeFileSync(join(places.handoverFolder, 'device.json'), text);
    const answer = await get('/handover/device.json');
    served.push(answer.kind === 'bytes' ? answer.bytes.toString() : '');
  }
  expect(served).toEqual(torn);
});

test('in another boot nobody vouches for the clock that was handed over, which is not before what was known last', () => {
  const boots = [
    { id: 'one', uptimeMs: 10_000 },
    { id: 'two', uptimeMs: 10_000 },
  ];
  const clocks = boots.flatMap((boot) => [700_000, 2_000_000].map((wallMs) => agedHandover(device, boot, wallMs)));
  const untrusted = (offsetMs: number) => ({ ...device, clock: { offsetMs, state: 'untrusted' } });
  expect(clocks).toEqual([device, device, untrusted(300_000), untrusted(50)]);
});
