import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { probeMedia } from '../src/index.ts';
import { makeSample, picture, tone } from './make-sample.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-probe-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const unknown = { kind: 'unknown', codec: null, widthPx: null, heightPx: null, durationMs: null, hasAudio: false };

test('tells a film with sound', async () => {
  const path = join(folder, 'film.mp4');
  await makeSample(...picture('320x180', 2), ...tone(2), '-c:v', 'libx264', '-c:a', 'aac', path);
  const facts = { kind: 'video', codec: 'h264', widthPx: 320, heightPx: 180, durationMs: 2000, hasAudio: true };
  const { size: sizeBytes } = await stat(path);
  expect(await probeMedia(path)).toEqual({ kind: 'probed', facts: { ...facts, sizeBytes } });
});

test('tells size and shape as they are shown: turned, with square pixels', async () => {
  const flat = join(folder, 'flat.mp4');
  const turned = join(folder, 'turned.mp4');
  await makeSample(...picture('320x180', 1), '-c:v', 'libx264', flat);
  await makeSample('-i', flat, '-c', 'copy', '-metadata:s:v', 'rotate=90', turned);
  expect(await probeMedia(turned)).toMatchObject({ facts: { kind: 'video', widthPx: 180, heightPx: 320 } });

  const wide = join(folder, 'wide.mkv');
  await makeSample(...picture('320x240', 1), '-vf', 'setsar=4/3', '-c:v', 'libx264', wide);
  expect(await probeMedia(wide)).toMatchObject({ facts: { kind: 'video', widthPx: 427, heightPx: 240 } });
});

test('tells pictures from films by their content, whatever they are called', async () => {
  for (const [name, codec] of [
    ['still.png', 'png'],
    ['still.jpg', 'mjpeg'],
    ['still.webp', 'webp'],
    ['still.gif', 'gif'],
  ] as const) {
    const path = join(folder, name);
    await makeSample(...picture('64x48', 1), '-frames:v', '1', path);
    const disguised = join(folder, `${name}.mp4`);
    await copyFile(path, disguised);
    const { size: sizeBytes } = await stat(path);
    const facts = { kind: 'image', codec, widthPx: 64, heightPx: 48, durationMs: null, hasAudio: false, sizeBytes };
    expect(await probeMedia(disguised)).toEqual({ kind: 'probed', facts });
  }
  const moving = join(folder, 'moving.gif');
  await makeSample(...picture('64x48', 1), moving);
  expect(await probeMedia(moving)).toMatchObject({ facts: { kind: 'video', codec: 'gif', durationMs: 1000 } });
});

test('calls sound, text, an empty file and half a film unknown', async () => {
  const sound = join(folder, 'sound.wav');
  await makeSample(...tone(1), sound);
  expect(await probeMedia(sound)).toMatchObject({ kind: 'probed', facts: { ...unknown, hasAudio: true } });

  const text = join(folder, 'text.mp4');
  await writeFile(text, 'this is no film');
  expect(await probeMedia(text)).toEqual({ kind: 'probed', facts: { ...unknown, sizeBytes: 15 } });

  const empty = join(folder, 'empty.mp4');
  await writeFile(empty, '');
  expect(await probeMedia(empty)).toEqual({ kind: 'probed', facts: { ...unknown, sizeBytes: 0 } });

  const half = join(folder, 'half.mp4');
  await writeFile(half, Buffer.from('0000002066747970697'.padEnd(64, '0'), 'hex'));
  expect(await probeMedia(half)).toMatchObject({ facts: { kind: 'unknown' } });
});

test('a playlist in disguise makes no request and opens no other file', async () => {
  const film = join(folder, 'secret.mp4');
  await makeSample(...picture('64x48', 1), '-c:v', 'libx264', film);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const crafted = {
    'hls.mp4': `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:${port}/hls.ts\n#EXT-X-ENDLIST\n`,
    'local.m3u8': `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://${film}\n#EXT-X-ENDLIST\n`,
    'concat.mp4': `ffconcat version 1.0\nfile secret.mp4\n`,
    'dash.mpd': `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet><Representation id="1" bandwidth="1"><BaseURL>http://127.0.0.1:${port}/dash.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>`,
  };
  try {
    for (const [name, text] of Object.entries(crafted)) {
      const path = join(folder, name);
      await writeFile(path, text);
      expect(await probeMedia(path), name).toMatchObject({ kind: 'probed', facts: { kind: 'unknown' } });
    }
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
  expect(asked).toEqual([]);
});

test('a picture that claims to be enormous is not painted', async () => {
  const path = join(folder, 'bomb.png');
  await makeSample(...picture('64x48', 1), '-frames:v', '1', path);
  const bytes = await readFile(path);
  // Width and height of the IHDR chunk, with the chunk's checksum made right again.
  bytes.writeUInt32BE(16_000, 16);
  bytes.writeUInt32BE(15_000, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  await writeFile(path, bytes);
  expect(await probeMedia(path)).toMatchObject({ kind: 'probed', facts: { kind: 'unknown' } });
});

test('names of files are never options, protocols or patterns', async () => {
  const film = join(folder, 'plain.mp4');
  await makeSample(...picture('64x48', 1), '-c:v', 'libx264', film);
  for (const name of ['-i.mp4', 'http:x.mp4', 'a b;c"d.mp4', 'số 1.mp4']) {
    const path = join(folder, name);
    await copyFile(film, path);
    expect(await probeMedia(path), name).toMatchObject({ kind: 'probed', facts: { kind: 'video' } });
  }
});

test('an absent file, a folder, a missing tool and a withdrawn question are faults', async () => {
  const absent = join(folder, 'absent.mp4');
  expect(await probeMedia(absent)).toEqual({ kind: 'file-unusable', path: absent, code: 'ENOENT' });
  expect(await probeMedia(folder)).toEqual({ kind: 'file-unusable', path: folder, code: 'not-a-file' });

  const film = join(folder, 'again.mp4');
  await makeSample(...picture('64x48', 1), '-c:v', 'libx264', film);
  expect(await probeMedia(film, { signal: AbortSignal.abort() })).toEqual({ kind: 'aborted' });

  vi.stubEnv('GATECAST_FFPROBE', '/nowhere/ffprobe');
  expect(await probeMedia(film)).toEqual({ kind: 'tool-missing', tool: 'ffprobe', hint: 'apt-get install -y ffmpeg' });
});

test('a tool that talks without end, or not at all, is stopped', async () => {
  const film = join(folder, 'third.mp4');
  await makeSample(...picture('64x48', 1), '-c:v', 'libx264', film);
  const script = join(folder, 'ffprobe.sh');

  await writeFile(script, '#!/bin/sh\nexec yes\n', { mode: 0o755 });
  vi.stubEnv('GATECAST_FFPROBE', script);
  expect(await probeMedia(film)).toMatchObject({ kind: 'tool-answered-oddly', tool: 'ffprobe' });

  await writeFile(script, '#!/bin/sh\nexec sleep 60\n');
  expect(await probeMedia(film, { timeoutMs: 300 })).toEqual({ kind: 'timed-out', tool: 'ffprobe', timeoutMs: 300 });

  await writeFile(script, '#!/bin/sh\necho "{}}"\n');
  expect(await probeMedia(film)).toEqual({ kind: 'tool-answered-oddly', tool: 'ffprobe', detail: 'not JSON' });

  await writeFile(script, '#!/bin/sh\nkill -SEGV $$\n');
  expect(await probeMedia(film)).toMatchObject({ kind: 'tool-failed', exitCode: null, signal: 'SIGSEGV' });
});
