import { execFile } from 'node:child_process';
import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findFfprobe, transcodeVideo } from '../src/index.ts';
import type { WorkProgress } from '../src/index.ts';
import { makeSample, picture, tone } from './make-sample.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-transcode-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function ffprobe(...args: readonly string[]): Promise<string> {
  const found = findFfprobe();
  if (found.kind === 'missing') throw new Error(found.hint);
  return (await promisify(execFile)(found.path, ['-v', 'error', '-of', 'csv=p=0', ...args])).stdout.trim();
}

test('makes an H.264 MP4 that every player shows, with progress to the end', async () => {
  const source = join(folder, 'source.mkv');
  await makeSample(...picture('640x360', 5), ...tone(5), '-c:v', 'ffv1', '-pix_fmt', 'yuv422p10', '-c:a', 'flac', source);
  const out = join(folder, 'out.mp4');
  const seen: WorkProgress[] = [];
  const result = await transcodeVideo(source, out, { maxHeightPx: 180, onProgress: (at) => seen.push(at) });

  expect(result).toMatchObject({
    kind: 'made',
    facts: { kind: 'video', codec: 'h264', widthPx: 320, heightPx: 180, hasAudio: true },
  });
  if (result.kind === 'made') expect(Math.abs((result.facts.durationMs ?? 0) - 5000)).toBeLessThan(100);
  expect(seen.every(({ totalMs }) => totalMs === 5000)).toBe(true);
  expect(seen.map(({ doneMs }) => doneMs)).toEqual(seen.map(({ doneMs }) => doneMs).toSorted((a, b) => a - b));
  expect(seen.at(-1)?.doneMs).toBeGreaterThan(4500);

  const video = ['-select_streams', 'v:0', out];
  expect(await ffprobe('-show_entries', 'stream=pix_fmt,profile', ...video)).toBe('High,yuv420p');
  const keyTimes = (await ffprobe('-skip_frame', 'nokey', '-show_entries', 'frame=pts_time', ...video)).split(/[\s,]+/);
  expect(keyTimes.filter(Boolean).map(Number)).toEqual([0, 2, 4]);
  const bytes = await readFile(out);
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  expect((await readdir(folder)).toSorted()).toEqual(['out.mp4', 'source.mkv']);
});

test('never enlarges, and makes odd sizes and oblong pixels even and square', async () => {
  const source = join(folder, 'source.mkv');
  await makeSample(...picture('240x151', 1), '-vf', 'setsar=4/3', '-c:v', 'ffv1', '-pix_fmt', 'yuv444p', source);
  const result = await transcodeVideo(source, join(folder, 'out.mp4'), { maxHeightPx: 720 });
  expect(result).toMatchObject({ kind: 'made', facts: { widthPx: 320, heightPx: 150, hasAudio: false } });
});

test('a withdrawn transcode leaves nothing behind and an older file as it was', async () => {
  const source = join(folder, 'source.mkv');
  await makeSample(...picture('1280x720', 20), '-c:v', 'mpeg2video', source);
  const out = join(folder, 'out.mp4');
  await writeFile(out, 'older');
  const controller = new AbortController();
  const result = await transcodeVideo(source, out, {
    maxHeightPx: 720,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  expect(result).toEqual({ kind: 'aborted' });
  expect(await readFile(out, 'utf8')).toBe('older');
  expect((await readdir(folder)).toSorted()).toEqual(['out.mp4', 'source.mkv']);
});

test('what is no film, and a folder that is not there, are faults', async () => {
  const still = join(folder, 'still.png');
  await makeSample(...picture('64x48', 1), '-frames:v', '1', still);
  const out = join(folder, 'out.mp4');
  expect(await transcodeVideo(still, out, { maxHeightPx: 720 })).toEqual({ kind: 'not-a-video', path: still });

  const film = join(folder, 'film.mp4');
  await makeSample(...picture('64x48', 1), '-c:v', 'libx264', film);
  const result = await transcodeVideo(film, join(folder, 'absent', 'out.mp4'), { maxHeightPx: 720 });
  expect(result).toMatchObject({ kind: 'tool-failed', tool: 'ffmpeg', signal: null });
});

test('a film damaged in the middle is made as far as it goes or refused, never a crash, and stderr stays bounded', async () => {
  const film = join(folder, 'film.mp4');
  await makeSample(...picture('320x180', 4), '-c:v', 'libx264', '-movflags', '+faststart', film);
  const file = await open(film, 'r+');
  try {
    const { size } = await file.stat();
    for (let at = Math.floor(size / 3); at < size; at += 97) await file.write(Buffer.from([0xff]), 0, 1, at);
  } finally {
    await file.close();
  }
  const result = await transcodeVideo(film, join(folder, 'out.mp4'), { maxHeightPx: 720 });
  expect(['made', 'tool-failed']).toContain(result.kind);
  if (result.kind === 'tool-failed') expect(Buffer.byteLength(result.stderrTail)).toBeLessThanOrEqual(4096);
});

test('an exception of the caller stops ffmpeg and comes back to the caller', async () => {
  const film = join(folder, 'film.mp4');
  await makeSample(...picture('320x180', 4), '-c:v', 'libx264', film);
  const onProgress = (): never => {
    throw new Error('caller');
  };
  await expect(transcodeVideo(film, join(folder, 'out.mp4'), { maxHeightPx: 720, onProgress })).rejects.toThrow('caller');
  expect(await readdir(folder)).toEqual(['film.mp4']);
});
