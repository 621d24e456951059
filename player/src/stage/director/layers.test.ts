import type { Layout } from '@gatecast/schedules';
import { describe, expect, it } from 'vitest';
import { dayStartMs, programmeOf, rehearsal, type Sketch } from '../../../test/stage-harness/rehearsal.ts';
import { castsOnGlass } from './director-state.ts';

const band: Layout = {
  id: 'band',
  name: 'Band',
  regions: [
    {
      id: 'main',
      frame: { xBp: 0, yBp: 8_500, widthBp: 10_000, heightBp: 1_500 },
      languages: { kind: 'sequence' },
      content: { kind: 'main' },
    },
  ],
};
const over = (id: string, plays: readonly string[], seconds?: readonly [number, number]) => {
  const at = (second: number): string => `2026-07-29T00:00:${String(second).padStart(2, '0')}`;
  const when =
    seconds === undefined ? ({ kind: 'always' } as const) : ({ kind: 'once', start: at(seconds[0]), end: at(seconds[1]) } as const);
  return { entry: { id, mode: 'overlay' as const, layoutId: 'band', when }, plays };
};
const inCampaign = ({ entry, plays }: ReturnType<typeof over>) => ({ entry: { ...entry, tier: 'campaign' as const }, plays });
/** Two items of ten seconds, with overlays. */
const pair = (entries: NonNullable<Sketch['entries']>, more: Sketch['items'] = {}): Sketch => ({
  items: { a: 10, b: 10, ...more },
  main: ['a', 'b'],
  layouts: [band],
  entries,
});

describe('an overlay', () => {
  it('lies over the layout, with a loop of its own', () => {
    const show = rehearsal();
    show.play(programmeOf(pair([over('x', ['o', 'p'])], { o: 4, p: 12 })));
    show.clock.advance(21_000);
    expect(show.seen).toEqual([
      { atMs: 200, items: ['a', 'o'] },
      { atMs: 4_000, items: ['a', 'p'] },
      { atMs: 10_000, items: ['b', 'p'] },
      { atMs: 16_000, items: ['b', 'o'] },
      { atMs: 20_000, items: ['a', 'p'] },
    ]);
    expect(castsOnGlass(show.state()).map(({ entryId, regionId }) => [entryId, regionId])).toEqual([
      ['entry', 'main'],
      ['x', 'main'],
    ]);
  });

  it('comes and goes when its time does, and what lies beneath is neither shown again nor dropped', () => {
    const show = rehearsal();
    show.play(programmeOf({ ...pair([over('x', ['o'], [15, 25])], { o: 4 }), items: { a: 60, o: 4 }, main: ['a'] }));
    show.clock.advance(30_000);
    expect(show.seen.map(({ atMs, items }) => [atMs, items.length])).toEqual([
      [200, 1],
      [15_000, 2],
      [25_000, 1],
    ]);
    const beneath = show.effects.filter((effect) => effect.kind === 'prepare' && effect.cast.entryId === 'entry');
    expect(beneath).toHaveLength(1);
    expect(show.effects.flatMap((effect) => (effect.kind === 'show' ? [effect.stack.length] : []))).toEqual([1, 2, 2, 2, 1]);
  });

  it('changes in the same frame as what lies beneath', () => {
    const show = rehearsal();
    show.play(programmeOf(pair([over('x', ['o'], [10, 20])], { o: 10 })));
    show.clock.advance(21_000);
    expect(show.seen).toEqual([
      { atMs: 200, items: ['a'] },
      { atMs: 10_000, items: ['b', 'o'] },
      { atMs: 20_000, items: ['a'] },
    ]);
  });

  it('lies above others of a lower rank, and does not disturb them', () => {
    const show = rehearsal();
    show.play(programmeOf(pair([over('x', ['o']), inCampaign(over('y', ['p'], [5, 15]))], { o: 30, p: 10 })));
    show.clock.advance(16_000);
    expect(show.seen.map(({ items }) => items)).toEqual([
      ['a', 'o'],
      ['a', 'o', 'p'],
      ['b', 'o', 'p'],
      ['b', 'o'],
    ]);
  });

  it('waits until the item that it belongs over is there', () => {
    const show = rehearsal({ readyAfterMs: (itemId) => (itemId === 'b' ? 12_000 : 200) });
    show.play(programmeOf(pair([over('x', ['o'], [10, 20])], { o: 10 })));
    show.clock.advance(13_000);
    expect(show.seen).toEqual([
      { atMs: 200, items: ['a'] },
      { atMs: 12_000, items: ['b', 'o'] },
    ]);
  });

  it('that fails leaves the layout as it is', () => {
    const show = rehearsal({ readyAfterMs: (itemId) => (itemId === 'o' ? 'fails' : 200) });
    show.play(programmeOf(pair([over('x', ['o'])], { o: 10 })));
    show.clock.advance(11_000);
    expect(show.seen.map(({ items }) => items)).toEqual([['a'], ['b']]);
  });

  it('that is not ready does not hold the layout back for long', () => {
    const show = rehearsal({ readyAfterMs: (itemId) => (itemId === 'o' ? 5_000 : 200) });
    show.play(programmeOf(pair([over('x', ['o'])], { o: 10 })));
    show.clock.advance(6_000);
    expect(show.seen).toEqual([
      { atMs: 500, items: ['a'] },
      { atMs: 5_000, items: ['a', 'o'] },
    ]);
  });
});

describe('an overlay and a new release', () => {
  it('holds to the end of its item when the release changes what it says next', () => {
    const show = rehearsal();
    show.play(programmeOf(pair([over('x', ['o', 'p'])], { o: 15, p: 15 })));
    show.clock.advance(5_000);
    show.play(programmeOf({ ...pair([over('x', ['o', 'q'])], { o: 15, q: 15 }), number: 2 }));
    show.clock.advance(11_000);
    expect(show.seen).toEqual([
      { atMs: 200, items: ['a', 'o'] },
      { atMs: 10_000, items: ['b', 'o'] },
      { atMs: 15_000, items: ['b', 'q'] },
    ]);
  });

  it('stays to the end of its item when the release has no such overlay any more', () => {
    const show = rehearsal();
    show.play(programmeOf(pair([over('x', ['o'])], { o: 15 })));
    show.clock.advance(5_000);
    show.play(programmeOf({ ...pair([], { o: 15 }), number: 2 }));
    show.clock.advance(11_000);
    expect(show.seen).toEqual([
      { atMs: 200, items: ['a', 'o'] },
      { atMs: 10_000, items: ['b', 'o'] },
      { atMs: 15_000, items: ['b'] },
    ]);
  });

  it('goes at once when what it says is withdrawn, and comes at once when it is new', () => {
    const show = rehearsal();
    const sketch = pair([over('x', ['o'])], { o: 15 });
    show.play(programmeOf(pair([])));
    show.clock.advance(3_000);
    show.play(programmeOf({ ...sketch, number: 2 }));
    show.clock.advance(3_000);
    show.play(programmeOf({ ...sketch, number: 2 }, ['o-1']));
    show.clock.advance(1_000);
    expect(show.seen).toEqual([
      { atMs: 200, items: ['a'] },
      { atMs: 3_200, items: ['a', 'o'] },
      { atMs: 6_000, items: ['a'] },
    ]);
  });
});

describe('an interrupt', () => {
  const breaking = (isAlone: boolean) => ({ entry: { id: 'i', mode: 'interrupt' as const, shareBp: 1_000, isAlone }, plays: ['n'] });
  /** When the interrupt first speaks within ten minutes. */
  function firstPlay(sketch: Sketch): number {
    const { timeline } = programmeOf(sketch);
    const found = timeline.segments(dayStartMs, dayStartMs + 600_000).find((answer) => answer.interruptId === 'i');
    if (found === undefined) throw new Error('the interrupt never speaks');
    return found.atMs - dayStartMs;
  }

  it('takes the main region for its item under its own name, and overlays stay', () => {
    const sketch = pair([over('x', ['o']), breaking(false)], { o: 600, n: 8 });
    const playAtMs = firstPlay(sketch);
    const show = rehearsal();
    show.play(programmeOf(sketch));
    show.clock.advance(playAtMs + 1_000);
    expect(castsOnGlass(show.state()).map(({ entryId, content }) => [entryId, content.kind === 'item' ? content.itemId : ''])).toEqual([
      ['i', 'n'],
      ['x', 'o'],
    ]);
    const spoken = show.seen.find(({ items }) => items[0] === 'n');
    show.clock.advance(8_000);
    expect([spoken?.atMs, show.seen.at(-1)]).toEqual([playAtMs, { atMs: playAtMs + 8_000, items: [expect.any(String), 'o'] }]);
  });

  it('that speaks alone sends overlays away, and they come back with the item they had, without being built anew', () => {
    const sketch = pair([over('x', ['o']), breaking(true)], { o: 600, n: 8 });
    const playAtMs = firstPlay(sketch);
    const show = rehearsal();
    show.play(programmeOf(sketch));
    show.clock.advance(playAtMs + 9_000);
    const around = show.seen
      .filter(({ atMs }) => atMs >= playAtMs)
      .map(({ atMs, items }) => [atMs - playAtMs, items.slice(1), items[0] === 'n']);
    expect(around).toEqual([
      [0, [], true],
      [8_000, ['o'], false],
    ]);
    expect(show.effects.filter((effect) => effect.kind === 'prepare' && effect.cast.entryId === 'x')).toHaveLength(1);
  });
});
