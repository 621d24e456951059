import { compile } from '@gatecast/schedules';
import type { MediaRef, PagesContent } from '@gatecast/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { handoverOf, releaseOf, type FixtureItem, type Release } from '../stage-harness/release-fixture.ts';
import { colorOnGlass, colorsOf, createStageWorld, framesDuring, type StageWorld } from '../stage-harness/stage-world.ts';

// Document pages on the glass: a narrow red one and a lime one that is as wide as the glass.

let world: StageWorld;
let narrow: MediaRef;
let wide: MediaRef;
let blue: FixtureItem;
beforeAll(async () => {
  world = await createStageWorld();
  narrow = await world.addMedia('image', 'red', 1, { width: 480, height: 360 });
  wide = await world.addMedia('image', 'lime');
  blue = {
    id: 'blue',
    durationMs: 1_500,
    contents: { zxx: { kind: 'image', media: await world.addMedia('image', 'blue'), alternative: '' } },
  };
});
afterAll(() => world?.close());
beforeEach(() => world.reset());

function documentOf(pages: readonly MediaRef[], durationMs: number): FixtureItem {
  const content: PagesContent = {
    kind: 'pages',
    source: 'a'.repeat(64),
    pages: pages.map((media, index) => ({ number: index + 1, media, text: `Page ${index + 1} says`, durationMs })),
    alternative: 'Timetable',
  };
  return { id: 'document', durationMs: pages.length * durationMs, contents: { zxx: content } };
}

test('pages turn without a foreign frame, and a wide one does not look out from beneath a narrow one', { tags: 'long' }, async () => {
  world.server.hand(handoverOf(releaseOf({ items: [documentOf([narrow, wide, narrow], 2_000), blue] })));
  const { page, errors } = await world.open();
  await world.stateWhere((state) => state.showing.kind === 'item');
  const frames = await framesDuring(page, async () => {
    // wherever the loop began: between two of these lies the whole document
    while (world.server.exposures.filter(({ ended, itemId }) => ended === 'completed' && itemId === 'blue').length < 2)
      await world.stateWhere(() => true);
  });
  const middles = await colorsOf(frames);
  const edges = await colorsOf(frames, 'edge');
  const first = middles.findIndex((color) => !color.startsWith('mixed'));
  expect(middles.slice(first).filter((color) => color.startsWith('mixed'))).toEqual([]);
  // each change of what is seen, whatever the loop began with
  const turns = middles.slice(first).filter((color, index, all) => color !== all[index - 1]);
  expect(turns.join(' ')).toMatch(/red lime red blue/);
  const besideNarrow = edges.filter((_, index) => middles[index] === 'red');
  for (const edge of besideNarrow) expect(Math.max(...edge.replace('mixed ', '').split(',').map(Number))).toBeLessThan(80);
  // an occurrence counts once, however many pages it has
  const whole = world.server.exposures.filter(({ ended, itemId }) => ended === 'completed' && itemId === 'document');
  expect(whole.slice(-1).map(({ fromMs, untilMs }) => Math.abs(untilMs - fromMs - 6_000) < 500)).toEqual([true]);
  expect(errors).toEqual([]);
});

test('who joins late joins at the page that is due, and people who cannot see it are told its text', async () => {
  const release = releaseOf({ items: [documentOf([narrow, wide], 5_000)] });
  world.server.hand(handoverOf(release));
  const { page } = await world.open();
  const dueNow = (): string => ((Date.now() - spanOf(release).fromMs) % 10_000 < 5_000 ? 'red' : 'lime');
  const seen = new Set<string>();
  while (seen.size < 2) {
    await page.reload();
    await world.stateWhere((state) => state.showing.kind === 'item');
    const before = dueNow();
    const color = await colorOnGlass(page);
    // a turn between two looks tells nothing
    if (before !== dueNow()) continue;
    expect(color).toBe(before);
    const told = page.locator('.is-shown .sheet:not([aria-hidden]) img').last();
    expect(await told.getAttribute('alt')).toBe(`Page ${color === 'red' ? 1 : 2} says`);
    seen.add(color);
    await expect.poll(dueNow).not.toBe(before);
  }
});

test('a document with a page that cannot be drawn makes way for the next item, and its record says why', async () => {
  const broken = { ...wide, hash: 'f'.repeat(64) };
  world.server.hand(handoverOf(releaseOf({ items: [documentOf([narrow, broken], 20_000), { ...blue, durationMs: 3_600_000 }] })));
  await world.open();
  await world.stateWhere((state) => state.showing.kind === 'item' && state.showing.itemId === 'blue');
  expect(world.server.exposures.filter(({ itemId }) => itemId === 'document').every(({ ended }) => ended === 'cut-by-failure')).toBe(true);
});

function spanOf(release: Release): { readonly fromMs: number } {
  const compiled = compile(release.plan);
  if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.faults));
  const shown = compiled.timeline.at(Date.now()).regions[0]?.shown;
  if (shown?.kind !== 'item') throw new Error('nothing is due');
  return shown;
}
