import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeMedia } from '@gatecast/media-tools';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoMedia } from './content/media.ts';
import { renderDemoMedia } from './render-media.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-demo-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const films = demoMedia.filter(({ kind }) => kind === 'video');

test('draws what is missing, leaves what is there, and reports the way to the end', async () => {
  for (const { fileName } of films) await writeFile(join(folder, fileName), 'there before');
  const seen: number[] = [];
  const result = await renderDemoMedia(folder, { onProgress: ({ doneBp }) => seen.push(doneBp) });

  expect(result).toEqual({ kind: 'rendered', media: demoMedia.map((media) => ({ ...media, path: join(folder, media.fileName) })) });
  expect(seen).toEqual([0, 2_500, 2_500, 5_000, 5_000, 7_500, 7_500, 10_000]);
  for (const { fileName, kind, widthPx, heightPx } of demoMedia) {
    const path = join(folder, fileName);
    if (kind === 'video') expect((await stat(path)).size).toBe('there before'.length);
    else if (kind === 'pages') expect(await readFile(path, 'latin1')).toMatch(/^%PDF[^]*%%EOF\s*$/);
    else if (kind === 'bundle') expect(await readFile(path, 'latin1')).toMatch(/^PK[^]*index\.html/);
    else expect(await probeMedia(path)).toMatchObject({ facts: { kind: 'image', codec: 'png', widthPx, heightPx } });
  }
  expect(await renderDemoMedia(folder, { onProgress: () => expect.unreachable() })).toEqual(result);
});

test('can be withdrawn in the middle of a film and leaves no half of it', async () => {
  const controller = new AbortController();
  const result = await renderDemoMedia(folder, {
    signal: controller.signal,
    onProgress: ({ doneBp }) => {
      if (doneBp > 0) controller.abort();
    },
  });
  expect(result).toEqual({ kind: 'failed', key: 'film-welcome-to-hanoi', fault: { kind: 'aborted' } });
  expect(await readdir(folder)).toEqual([]);
});
