import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { footBand, handoverOf, releaseOf, type FixtureItem } from '../stage-harness/release-fixture.ts';
import { colorsOf, createStageWorld, framesDuring, type StageWorld } from '../stage-harness/stage-world.ts';

let world: StageWorld;
beforeAll(async () => {
  world = await createStageWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.reset());

test.each(['vp9', 'av1'] as const)('a film in %s is joined late at its place, and loops without a blink', async (codec) => {
  const media = await world.addMedia(codec, 'lime', 2);
  const item: FixtureItem = { id: codec, durationMs: 60_000, contents: { zxx: { kind: 'video', media, alternative: '' } } };
  world.server.keptHandover = handoverOf(releaseOf({ items: [item] }));
  const { page, errors } = await world.open();
  const { showing } = await world.stateWhere((state) => state.showing.kind === 'item');
  const fromMs = showing.kind === 'item' ? showing.fromMs : 0;
  async function aside(): Promise<number> {
    const [nowMs, positionS] = await page.evaluate(
      () => [Date.now(), document.querySelector<HTMLVideoElement>('.is-shown video')?.currentTime ?? -9] as const,
    );
    const awayMs = Math.abs(((nowMs - fromMs) % 2_000) - positionS * 1_000);
    return Math.min(awayMs, 2_000 - awayMs);
  }
  // what a busy machine joined too late is made up by rate
  await expect.poll(aside).toBeLessThan(300);
  const frames = await framesDuring(page, () => page.waitForTimeout(2_500));
  expect(new Set(await colorsOf(frames))).toEqual(new Set(['lime']));
  expect(await page.evaluate(() => document.querySelector<HTMLVideoElement>('.is-shown video')?.loop)).toBe(true);
  expect(errors).toEqual([]);
});

/** Whether films that come on bring a still along, by the order in which they came on, from now on. */
async function stillsOf(page: Page): Promise<() => Promise<readonly boolean[]>> {
  await page.evaluate(() => {
    const stills: boolean[] = [];
    Reflect.set(globalThis, 'stills', stills);
    new MutationObserver((changes) => {
      for (const { target, oldValue } of changes)
        if (target instanceof HTMLElement && target.matches('.video.is-shown') && !oldValue?.includes('is-shown'))
          stills.push(target.querySelector('canvas') !== null);
    }).observe(document.body, { subtree: true, attributeFilter: ['class'], attributeOldValue: true });
  });
  return () => page.evaluate(() => (Reflect.get(globalThis, 'stills') as readonly boolean[]).slice());
}

test.each([
  { where: 'in the open', entries: [], hasStill: false },
  { where: 'beneath an overlay at its corner', entries: [{ id: 'over', mode: 'overlay', layoutId: 'band' } as const], hasStill: true },
])('a film that comes on $where brings a still along: $hasStill', { tags: 'long' }, async ({ entries, hasStill }) => {
  const item = async (id: string, kind: 'image' | 'video', color: string, durationMs: number): Promise<FixtureItem> => {
    const media = await world.addMedia(kind, color, durationMs / 1_000);
    return { id, durationMs, contents: { zxx: { kind, media, alternative: '' } } };
  };
  const items = [
    await item('one', 'video', 'red', 2_000),
    await item('two', 'video', 'blue', 2_000),
    await item('band', 'image', 'white', 60_000),
  ];
  const headBand = { ...footBand, regions: footBand.regions.map((region) => ({ ...region, frame: { ...region.frame, yBp: 0 } })) };
  const playlists = { main: ['one', 'two'], over: ['band'] };
  world.server.keptHandover = handoverOf(releaseOf({ items, layouts: [headBand], playlists, entries }));
  const { page, errors } = await world.open();
  await page.waitForFunction((count) => document.querySelectorAll('.is-shown').length === count, entries.length + 1);
  const stills = await stillsOf(page);
  await expect.poll(async () => (await stills()).length).toBeGreaterThan(3);
  // the first may have been prepared while the board lay over it
  expect(new Set((await stills()).slice(1))).toEqual(new Set([hasStill]));
  expect(errors).toEqual([]);
});
