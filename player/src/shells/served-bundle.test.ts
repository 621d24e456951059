import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bundleFrameSource, bundleOriginOf, liveAddressOf, manifestOfHost } from '../bridge/bundle-frame.ts';
import { servedBundle } from './served-bundle.ts';

const mediaFolder = mkdtempSync(join(tmpdir(), 'gatecast-bundle-'));
afterAll(() => rmSync(mediaFolder, { recursive: true }));

function keep(text: string, name = createHash('sha256').update(text).digest('hex')): string {
  writeFileSync(join(mediaFolder, name), text);
  return name;
}
const page = '<!doctype html><p>Xin chào</p>';
const files = [
  { path: 'a/empty.css', hash: '0'.repeat(64), mime: 'text/css', sizeBytes: 0 },
  { path: 'a/run.js', hash: keep('run()'), mime: 'text/javascript', sizeBytes: 5 },
  { path: 'a/ảnh.png', hash: keep('\u0089PNG'), mime: 'image/png', sizeBytes: 5 },
  { path: 'index.html', hash: keep(page), mime: 'text/html', sizeBytes: Buffer.byteLength(page) },
  { path: 'lost.js', hash: 'f'.repeat(64), mime: 'text/javascript', sizeBytes: 5 },
];
const manifest = JSON.stringify({ version: 1, kind: 'bundle-manifest', files });
const manifestHash = keep(manifest);
const stageOrigin = 'http://127.0.0.1:4000';
const ask = (path: string, more: { hash?: string; method?: string; range?: string } = {}) =>
  servedBundle({ mediaFolder, stageOrigin, manifestHash: more.hash ?? manifestHash }, more.method ?? 'GET', path, more.range ?? null);

test('files are found by their path in the manifest and by nothing else', async () => {
  const paths = ['/', '/index.html', '/a/run.js', '/a/%E1%BA%A3nh.png', '/a/empty.css', '/.gatecast/beat.js'];
  expect(await Promise.all(paths.map(async (path) => (await ask(path)).status))).toEqual(paths.map(() => 200));
  const others = ['/run.js', `/${manifestHash}`, '/../x', '/..%2f..%2fidentity.json', '/a/', '/%', '/lost.js', '/.gatecast/other.js'];
  expect(await Promise.all(others.map(async (path) => (await ask(path)).status))).toEqual(others.map(() => 404));
  expect(await ask('/', { method: 'POST' })).toMatchObject({ status: 405 });
  expect(await ask('/a/run.js', { range: 'bytes=1-2' })).toMatchObject({ status: 206, firstByte: 1, lastByte: 2 });
});

test('the page gets the script that speaks for it, at its end', async () => {
  const served = await ask('/');
  expect(served.kind === 'bytes' && served.bytes.toString('utf8')).toBe(`${page}\n<script src="/.gatecast/beat.js"></script>\n`);
});

test('everything that is served, and what is not, shuts the page into its own origin', async () => {
  const own = bundleOriginOf(stageOrigin, manifestHash);
  for (const path of ['/', '/a/run.js', '/none']) {
    const { headers } = await ask(path);
    const policy = headers['content-security-policy']?.split('; ') ?? [];
    expect([policy.slice(0, 2), policy.at(-1)], path).toEqual([
      ['sandbox allow-scripts', `default-src ${own}`],
      `frame-ancestors ${stageOrigin}`,
    ]);
    expect(headers['permissions-policy']).toContain('geolocation=()');
  }
});

test('a manifest that is not what its name tells serves nothing', async () => {
  const forged = keep(manifest, 'e'.repeat(64));
  expect((await ask('/', { hash: forged })).status).toBe(404);
  const odd = keep('{"version":1,"kind":"bundle-manifest","files":[{"path":"../x"}]}');
  expect((await ask('/', { hash: odd })).status).toBe(404);
  expect((await ask('/', { hash: 'd'.repeat(64) })).status).toBe(404);
});

test('a bundle has an origin of its own in either shell, from which its manifest is read back', () => {
  for (const stage of [stageOrigin, 'gatecast://stage']) {
    const origin = bundleOriginOf(stage, manifestHash);
    expect(manifestOfHost(origin.replace(/^.*:\/\//, '').replace(/:\d+$/, ''))).toBe(manifestHash);
  }
  expect([bundleFrameSource(stageOrigin), bundleFrameSource('gatecast://stage')]).toEqual([
    'http://*.localhost:4000',
    'gatecast://*.bundle',
  ]);
  expect(liveAddressOf('gatecast://stage', 'https://a.example/?x=1&y')).toBe(
    'gatecast://live.bundle/?url=https%3A%2F%2Fa.example%2F%3Fx%3D1%26y',
  );
  const none = ['stage', '127.0.0.1', 'localhost', 'live.localhost', `${manifestHash}.localhost`, `x.${manifestHash}.localhost`];
  expect(none.map(manifestOfHost)).toEqual(none.map(() => null));
});
