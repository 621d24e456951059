import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { footBand, handoverOf, releaseOf, type FixtureItem, type ReleaseParts } from '../stage-harness/release-fixture.ts';
import { colorsOf, createStageWorld, framesDuring, type StageWorld } from '../stage-harness/stage-world.ts';

let world: StageWorld;
let items: FixtureItem[];

beforeAll(async () => {
  world = await createStageWorld();
  const item = async (id: string, kind: 'image' | 'video', color: string, durationMs: number, height = 360): Promise<FixtureItem> => {
    const media = await world.addMedia(kind, color, durationMs / 1_000, { width: 640, height });
    return { id, durationMs, contents: { zxx: { kind, media, alternative: '' } } };
  };
  items = [
    await item('film', 'video', 'red', 2_000),
    await item('picture', 'image', 'blue', 2_000),
    await item('band', 'image', 'white', 60_000, 54),
    await item('band-film', 'video', 'lime', 2_000, 54),
    await item('word', 'video', 'lime', 2_000),
  ];
});
afterAll(() => world?.close());
beforeEach(() => world.reset());

const overlay = { id: 'over', mode: 'overlay', layoutId: 'band' } as const;
const parts = (more: Pick<ReleaseParts, 'playlists' | 'entries'>): ReleaseParts => ({ items, layouts: [footBand], ...more });
/** What of each frame is in the middle and at the foot, without repetitions. */
async function lookOf(frames: readonly Buffer[]): Promise<readonly string[]> {
  const [middle, foot] = await Promise.all([colorsOf(frames), colorsOf(frames, 'foot')]);
  const looks = middle.map((color, index) => `${color} ${foot[index]}`);
  return looks.filter((look, index) => look !== looks[index - 1]);
}
/** Wall-clock time in Hanoi to the second. */
const inHanoi = (ms: number): string => new Date(ms + 7 * 3_600_000).toISOString().slice(0, 19);

it('lays an overlay over a film and a picture and takes it off again, in one frame each, and neither blinks', async () => {
  const { page, errors } = await world.open();
  // from now on: how long a page takes to open is no part of it
  const startMs = Math.ceil(Date.now() / 1_000) * 1_000 + 4_000;
  const when = { kind: 'once', start: inHanoi(startMs), end: inHanoi(startMs + 5_000) } as const;
  const playlists = { main: ['film', 'picture'], over: ['band-film'] };
  world.server.hand(handoverOf(releaseOf(parts({ playlists, entries: [{ ...overlay, when }] }))));
  await page.waitForSelector('.is-shown');
  const frames = await framesDuring(page, async () => {
    await world.stateWhere(() => Date.now() > startMs + 7_000);
  });
  const looks = await lookOf(frames);
  expect([...new Set(looks)].toSorted()).toEqual(['blue blue', 'blue lime', 'red lime', 'red red']);
  const isOver = looks.map((look) => look.endsWith('lime'));
  expect(isOver.filter((over, index) => over !== isOver[index - 1])).toEqual([false, true, false]);
  const over = world.server.exposures.filter(({ entryId }) => entryId === 'over');
  expect(over.map(({ itemId, regionId }) => [itemId, regionId])).toEqual(over.map(() => ['band-film', 'main']));
  expect(over.map(({ ended }) => ended)).toEqual(['completed', 'completed', 'completed']);
  expect([over.at(0)?.fromMs, over.at(-1)?.untilMs].map((ms, index) => Math.abs((ms ?? 0) - startMs - 5_000 * index) < 150)).toEqual([
    true,
    true,
  ]);
  expect(errors).toEqual([]);
});

it(
  'lets an interrupt that speaks alone have the glass to itself, and overlays come back with the item after it',
  { tags: 'long' },
  async () => {
    const playlists = { main: ['film', 'picture'], over: ['band'], breaking: ['word'] };
    const breaking = { id: 'breaking', mode: 'interrupt', shareBp: 4_000, isAlone: true } as const;
    world.server.keptHandover = handoverOf(releaseOf(parts({ playlists, entries: [overlay, breaking] })));
    const { page, errors } = await world.open();
    await page.waitForFunction(() => document.querySelectorAll('.is-shown').length === 2);
    // from the first change on: what is shown before it may not have been painted yet, and the board with it
    const seen = world.server.exposures.length;
    await world.stateWhere(() => world.server.exposures.length > seen);
    const timesWhole = (id: string): number =>
      world.server.exposures.slice(seen).filter(({ itemId, ended }) => itemId === id && ended === 'completed').length;
    // of what ends first there may be no frame, as it was on before
    const isSeen = (): boolean => ['word', 'film', 'picture'].every((id) => timesWhole(id) > 1);
    const frames = await framesDuring(page, async () => {
      while (!isSeen()) await world.stateWhere(() => true);
    });
    expect([...new Set(await lookOf(frames))].toSorted()).toEqual(['blue white', 'lime lime', 'red white']);
    const whole = world.server.exposures.slice(2).filter(({ entryId }) => entryId !== 'over');
    expect(whole.map(({ entryId, itemId, regionId, ended }) => [entryId, itemId, regionId, ended])).toEqual(
      whole.map(({ itemId }) => [itemId === 'word' ? 'breaking' : 'entry', itemId, 'main', 'completed']),
    );
    expect(world.server.exposures.some(({ entryId, ended }) => entryId === 'over' && ended === 'cut-by-plan')).toBe(true);
    expect(errors).toEqual([]);
  },
);
