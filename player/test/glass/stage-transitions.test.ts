import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { handoverOf, releaseOf, type FixtureItem } from '../stage-harness/release-fixture.ts';
import { colorsOf, createStageWorld, framesDuring, type StageWorld } from '../stage-harness/stage-world.ts';

let world: StageWorld;
let items: readonly FixtureItem[];
beforeAll(async () => {
  world = await createStageWorld();
  const item = async (id: string): Promise<FixtureItem> => {
    const media = await world.addMedia('image', id);
    return { id, durationMs: 1_500, contents: { zxx: { kind: 'image', media, alternative: '' } } };
  };
  items = [await item('red'), await item('blue')];
});
afterAll(() => world?.close());
beforeEach(() => world.reset());

async function seenDuring(transition: 'fade' | 'slide', isMotionReduced: boolean) {
  const release = releaseOf({ items: [...items] });
  for (const entry of release.plan.entries) entry.transition = transition;
  world.server.hand(handoverOf(release));
  const { page } = await world.open();
  await page.emulateMedia({ reducedMotion: isMotionReduced ? 'reduce' : 'no-preference' });
  await world.stateWhere((state) => state.showing.kind === 'item');
  const frames = await framesDuring(page, async () => {
    while (world.server.exposures.length < 3) await world.stateWhere(() => true);
  });
  const colors = await colorsOf(frames);
  // the first frames may still be of what stood before the first item
  const mixed = colors.slice(colors.indexOf('red')).filter((color) => color.startsWith('mixed'));
  return { mixed: mixed.map((color) => color.slice(6).split(',').map(Number)), exposures: world.server.exposures.slice(1, 3) };
}

test.each(['fade', 'slide'] as const)(
  'an item that comes in by a %s lies over the one before, and counts once it is whole',
  async (how) => {
    const { mixed, exposures } = await seenDuring(how, false);
    expect(mixed.length).toBeGreaterThan(3);
    // nothing but the two of them, in some share
    for (const [red = 0, green = 0, blue = 0] of mixed) {
      expect(green).toBeLessThan(12);
      expect(Math.abs(red + blue - 255)).toBeLessThan(24);
    }
    const lengths = exposures.map(({ fromMs, untilMs, ended }) => [ended, untilMs - fromMs > 700 && untilMs - fromMs < 1_100]);
    expect(lengths).toEqual([
      ['completed', true],
      ['completed', true],
    ]);
  },
);

test('where motion is to be reduced an item is there at once', async () => {
  const { mixed, exposures } = await seenDuring('fade', true);
  expect(mixed).toEqual([]);
  expect(exposures.map(({ fromMs, untilMs }) => untilMs - fromMs > 1_300)).toEqual([true, true]);
});
