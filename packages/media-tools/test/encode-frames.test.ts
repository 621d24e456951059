import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeFrames } from '../src/index.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-encode-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function* greys(count: number, failAt = count): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index += 1) {
    if (index === failAt) throw new Error('no more paint');
    yield new Uint8Array(64 * 36 * 3).fill((index * 255) / count);
  }
}
const options = { widthPx: 64, heightPx: 36, framesPerSecond: 30, totalMs: 2000 };

test('makes a film of the frames, the same bytes each time', async () => {
  const paths = [join(folder, 'a.mp4'), join(folder, 'b.mp4')] as const;
  for (const path of paths) {
    expect(await encodeFrames(greys(60), path, options)).toMatchObject({
      kind: 'made',
      facts: { kind: 'video', codec: 'h264', widthPx: 64, heightPx: 36, durationMs: 2000, hasAudio: false },
    });
  }
  expect(await readFile(paths[0])).toEqual(await readFile(paths[1]));
});

test('an exception of the painter comes back to the caller and leaves no file', async () => {
  await expect(encodeFrames(greys(60, 30), join(folder, 'a.mp4'), options)).rejects.toThrow('no more paint');
  expect(await readdir(folder)).toEqual([]);
});

test('can be withdrawn in the middle', async () => {
  const controller = new AbortController();
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (let index = 0; ; index += 1) {
      if (index === 40) controller.abort();
      yield new Uint8Array(64 * 36 * 3);
    }
  }
  const result = await encodeFrames(endless(), join(folder, 'a.mp4'), { ...options, signal: controller.signal });
  expect(result).toEqual({ kind: 'aborted' });
  expect(await readdir(folder)).toEqual([]);
});
