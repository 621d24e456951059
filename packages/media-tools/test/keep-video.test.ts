import { execFile } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filmForm, findFfmpeg, keepVideo, playableAsIs } from '../src/index.ts';
import { makeSample, picture, tone } from './make-sample.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-keep-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const { signal } = new AbortController();

/** A hash of the picture's packets, without their container. */
async function pictureOf(path: string): Promise<string> {
  const found = findFfmpeg();
  if (found.kind === 'missing') throw new Error(found.hint);
  const args = ['-v', 'error', '-i', path, '-map', '0:v', '-c', 'copy', '-f', 'streamhash', '-'];
  // MP4 keeps H.264 with lengths where other containers keep start codes, so what is decoded is compared
  const decoded = args.map((arg) => (arg === 'copy' ? 'rawvideo' : arg));
  return (await promisify(execFile)(found.path, decoded)).stdout;
}

async function kept(source: string, out: string) {
  const read = await filmForm(source, signal);
  if (read.kind !== 'form') throw new Error(read.kind);
  const container = playableAsIs(read.form);
  if (container === null) return null;
  return keepVideo(source, out, { form: read.form, container, totalMs: null }, { signal });
}

test('H.264, VP9 and AV1 keep their picture; sound is coded anew only where the container cannot hold it', async () => {
  const films = [
    { source: 'a.mkv', codec: ['libx264', '-preset', 'ultrafast'], sound: 'flac', out: 'a.mp4', is: 'h264' },
    { source: 'b.webm', codec: ['libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8'], sound: 'libopus', out: 'b.webm.out', is: 'vp9' },
    { source: 'c.mp4', codec: ['libsvtav1', '-preset', '12', '-svtav1-params', 'keyint=25'], sound: 'aac', out: 'c.mp4.out', is: 'av1' },
  ];
  for (const { source, codec, sound, out, is } of films) {
    const [from, to] = [join(folder, source), join(folder, out)];
    const shape = ['-pix_fmt', 'yuv420p', '-g', '25', '-c:a', sound];
    await makeSample(...picture('160x90', 1), ...tone(1), '-metadata', 'title=secret place', '-c:v', ...codec, ...shape, from);
    const facts = { kind: 'video', codec: is, widthPx: 160, heightPx: 90, hasAudio: true };
    expect(await kept(from, to)).toMatchObject({ kind: 'made', facts });
    expect(await pictureOf(to)).toBe(await pictureOf(from));
    const bytes = await readFile(to);
    expect(bytes.includes('secret place')).toBe(false);
    if (is !== 'vp9') expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  }
});

test('a film of uneven frames or rare key frames is not kept', async () => {
  const uneven = join(folder, 'uneven.mkv');
  await makeSample(...picture('160x90', 2), '-vf', 'select=mod(n\\,5)', '-fps_mode', 'passthrough', '-pix_fmt', 'yuv420p', uneven);
  const rare = join(folder, 'rare.mp4');
  await makeSample(
    ...picture('64x36', 9),
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
    '-g',
    '900',
    '-sc_threshold',
    '0',
    rare,
  );
  expect([await kept(uneven, join(folder, 'out')), await kept(rare, join(folder, 'out'))]).toEqual([null, null]);
});

test('a film that is damaged in its middle is a fault, and leaves no file', async () => {
  const film = join(folder, 'film.mp4');
  await makeSample(
    ...picture('320x180', 2),
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
    '-g',
    '50',
    '-movflags',
    '+faststart',
    film,
  );
  const file = await open(film, 'r+');
  try {
    const { size } = await file.stat();
    await file.write(Buffer.alloc(4_000, 0xff), 0, 4_000, Math.floor(size / 2));
  } finally {
    await file.close();
  }
  const out = join(folder, 'out.mp4');
  expect(await kept(film, out)).toMatchObject({ kind: 'tool-failed', tool: 'ffmpeg' });
  await expect(readFile(out)).rejects.toThrow('ENOENT');
});
