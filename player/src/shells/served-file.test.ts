import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rangeOf, servedFile } from './served-file.ts';

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
