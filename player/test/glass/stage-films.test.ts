import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { handoverOf, releaseOf, type FixtureItem } from '../stage-harness/release-fixture.ts';
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
  await expect.poll(aside, { timeout: 5_000 }).toBeLessThan(300);
  const frames = await framesDuring(page, () => page.waitForTimeout(2_500));
  expect(new Set(await colorsOf(frames))).toEqual(new Set(['lime']));
  expect(await page.evaluate(() => document.querySelector<HTMLVideoElement>('.is-shown video')?.loop)).toBe(true);
  expect(errors).toEqual([]);
});
