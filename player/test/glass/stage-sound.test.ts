import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg } from '@gatecast/media-tools';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alertOf, handoverOf, mediaRef, releaseOf, type FixtureItem } from '../stage-harness/release-fixture.ts';
import { createStageWorld, type StageWorld } from '../stage-harness/stage-world.ts';
import { borderNotice, evacuation } from '../stage-harness/texts-fixture.ts';

let world: StageWorld;
let folder: string;
const hash = 'd'.repeat(64);

beforeAll(async () => {
  world = await createStageWorld();
  folder = await mkdtemp(join(tmpdir(), 'gatecast-sound-'));
  const found = findFfmpeg();
  if (found.kind === 'missing') throw new Error(found.hint);
  const path = join(folder, 'film.mp4');
  const sources = ['-f', 'lavfi', '-i', 'color=lime:s=320x180:r=25:d=4', '-f', 'lavfi', '-i', 'sine=duration=4'];
  await promisify(execFile)(found.path, ['-v', 'error', ...sources, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', path]);
  world.server.media.set(hash, { path, mime: 'video/mp4' });
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

test('a film that has left is silent from the frame on in which it is no more shown', async () => {
  const film = { kind: 'video' as const, media: mediaRef('video/mp4', hash, 320, 180), alternative: '', levelBp: 8_000 };
  const items: FixtureItem[] = [
    { id: 'film', durationMs: 3_000, contents: { zxx: film } },
    { id: 'notice', category: 'border', durationMs: 2_000, contents: borderNotice },
  ];
  world.server.hand(handoverOf(releaseOf({ items }), { audio: { volumeBp: 10_000, quiet: [] } }));
  const { page, errors } = await world.open();
  const seen = await page.evaluate(async () => {
    const films = () => [...document.querySelectorAll('video')].map((video) => ({ video, isShown: video.closest('.is-shown') !== null }));
    let [loudShown, loudGone, left] = [0, 0, 0];
    let wasShown = false;
    for (let endMs = performance.now() + 20_000; performance.now() < endMs;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const loud = films().filter(({ video }) => !video.muted);
      const isShown = loud.some((film) => film.isShown);
      if (wasShown && !isShown) {
        left += 1;
        endMs = performance.now() + 500;
      }
      wasShown = isShown;
      if (isShown) loudShown += 1;
      if (loud.some((film) => !film.isShown)) loudGone += 1;
    }
    return { left, loudGone, wasLoud: loudShown > 0 };
  });
  expect(seen).toEqual({ left: 1, loudGone: 0, wasLoud: true });
  expect(errors).toEqual([]);
});

test('a film is as loud as its item and the device say; quiet hours and an alert silence it, and put its sound back', async () => {
  const film = (levelBp?: number): FixtureItem => {
    const sound = levelBp === undefined ? {} : { levelBp };
    const content = { kind: 'video' as const, media: mediaRef('video/mp4', hash, 320, 180), alternative: '', ...sound };
    return { id: 'film', durationMs: 600_000, contents: { zxx: content } };
  };
  const release = releaseOf({ items: [film(8_000)] });
  const day = { from: '00:00', to: '24:00' };
  world.server.hand(handoverOf(release, { audio: { volumeBp: 5_000, quiet: [] } }));
  const { page, errors } = await world.open();
  const heard = (): Promise<number> =>
    page.$eval('.is-shown video', (video) => {
      if (!(video instanceof HTMLVideoElement) || video.paused) return -1;
      return video.muted ? 0 : Math.round(video.volume * 100);
    });
  await page.waitForSelector('.is-shown video');
  await expect.poll(heard).toBe(40);
  const decoded = (): Promise<number> =>
    page.$eval('.is-shown video', (video) => Number(Reflect.get(video, 'webkitAudioDecodedByteCount') ?? 0));
  await expect.poll(decoded).toBeGreaterThan(1_000);

  const alert = alertOf({ texts: evacuation });
  const steps = [
    { more: { audio: { volumeBp: 5_000, quiet: [day] } }, loud: 0 },
    { more: { audio: { volumeBp: 10_000, quiet: [] } }, loud: 80 },
    { more: { audio: { volumeBp: 10_000, quiet: [] }, alertRevision: 2, alerts: [alert] }, loud: 0 },
    { more: { audio: { volumeBp: 10_000, quiet: [] }, alertRevision: 3 }, loud: 80 },
    { more: {}, loud: 80 },
  ];
  for (const [index, { more, loud }] of steps.entries()) {
    world.server.hand(handoverOf(release, { revision: index + 2, ...more }));
    await expect.poll(heard).toBe(loud);
  }

  // an item without a level of its own is silent, however loud the device
  world.server.hand(handoverOf(releaseOf({ number: 2, items: [{ ...film(), id: 'silent' }] }), { revision: 9 }));
  await world.stateWhere((state) => state.releaseNumber === 2);
  await expect.poll(heard).toBe(0);
  expect(errors).toEqual([]);
});
