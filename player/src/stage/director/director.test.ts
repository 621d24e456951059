import { describe, expect, it } from 'vitest';
import { dayStartMs, programmeOf, rehearsal } from '../../../test/stage-harness/rehearsal.ts';
import { leadMs } from './director.ts';
import { castsOnGlass } from './director-state.ts';

describe('the director', () => {
  it('changes items at their boundaries, each prepared before', () => {
    const show = rehearsal();
    show.play(programmeOf({ items: { a: 10, b: 20 } }));
    show.clock.advance(31_000);
    expect(show.seen).toEqual([
      { atMs: 200, items: ['a'] },
      { atMs: 10_000, items: ['b'] },
      { atMs: 30_000, items: ['a'] },
    ]);
  });

  it('takes a second surface for an item that follows itself', () => {
    const show = rehearsal();
    show.play(programmeOf({ items: { a: 30 } }));
    show.clock.advance(1_000);
    const first = show.state().surfaces.find((surface) => surface.status === 'shown')?.id;
    show.clock.advance(30_000);
    const second = show.state().surfaces.find((surface) => surface.status === 'shown')?.id;
    expect(show.onGlass()).toEqual(['a']);
    expect(second).not.toBe(first);
  });

  it('begins to prepare the next item no earlier than the lead', () => {
    const show = rehearsal();
    const preparedCount = (): number => show.effects.filter(({ kind }) => kind === 'prepare').length;
    show.play(programmeOf({ items: { a: 60, b: 60 } }));
    show.clock.advance(60_000 - leadMs - 1);
    expect(preparedCount()).toBe(1);
    show.clock.advance(2);
    expect(preparedCount()).toBe(2);
  });

  it('keeps showing what there is while the next is not ready', () => {
    const show = rehearsal({ readyAfterMs: (itemId) => (itemId === 'b' ? 14_000 : 200) });
    show.play(programmeOf({ items: { a: 10, b: 20 } }));
    show.clock.advance(20_000);
    expect(show.seen).toEqual([
      { atMs: 200, items: ['a'] },
      { atMs: 14_000, items: ['b'] },
    ]);
  });

  it('passes over an item that fails, and does not cut the one that is showing', () => {
    const show = rehearsal({ readyAfterMs: (itemId) => (itemId === 'b' ? 'fails' : 200) });
    show.play(programmeOf({ items: { a: 10, b: 10, c: 10 } }));
    show.clock.advance(45_000);
    expect(show.seen.map((one) => one.items)).toEqual([['a'], ['c'], ['a'], ['c'], ['a']].slice(0, show.seen.length));
    expect(show.seen[1]).toEqual({ atMs: 10_000, items: ['c'] });
  });

  it('shows nothing of its own where everything fails, and comes back when a retry succeeds', () => {
    let isBroken = true;
    const show = rehearsal({ readyAfterMs: () => (isBroken ? 'fails' : 200) });
    show.play(programmeOf({ items: { a: 10 } }));
    show.clock.advance(5_000);
    expect(show.onGlass()).toEqual([]);
    isBroken = false;
    show.clock.advance(60_000);
    expect(show.onGlass()).toEqual(['a']);
  });

  it('takes a new release in at the next item boundary', () => {
    const show = rehearsal();
    show.play(programmeOf({ items: { a: 30, b: 30 } }));
    show.clock.advance(5_000);
    show.play(programmeOf({ number: 2, items: { a: 30, c: 30 } }));
    show.clock.advance(40_000);
    expect(show.seen).toEqual([
      { atMs: 200, items: ['a'] },
      { atMs: 30_000, items: ['c'] },
    ]);
    expect(castsOnGlass(show.state())[0]?.releaseNumber).toBe(2);
  });

  it('takes a new release in at once where what is showing is gone from it', () => {
    const show = rehearsal();
    show.play(programmeOf({ items: { a: 30, b: 30 } }));
    show.clock.advance(5_000);
    show.play(programmeOf({ number: 2, items: { c: 30, b: 30 } }));
    show.clock.advance(1_000);
    expect(show.seen.at(-1)).toEqual({ atMs: 5_200, items: ['c'] });
  });

  it('takes a withdrawn document off at once', () => {
    const show = rehearsal();
    show.play(programmeOf({ items: { a: 30, b: 30 } }));
    show.clock.advance(5_000);
    show.play(programmeOf({ items: { a: 30, b: 30 } }, ['a-1']));
    show.clock.advance(1_000);
    expect(show.onGlass()).toEqual(['b']);
  });

  it('joins in the middle of an item when it comes late', () => {
    const show = rehearsal({ startMs: dayStartMs + 25_000 });
    show.play(programmeOf({ items: { a: 10, b: 30 } }));
    show.clock.advance(500);
    expect(castsOnGlass(show.state())[0]).toMatchObject({ fromMs: dayStartMs + 10_000, untilMs: dayStartMs + 40_000 });
  });

  it('changes scenes whole, once the side region is ready too', () => {
    const show = rehearsal({ readyAfterMs: (itemId) => (itemId === 's' ? 400 : 100) });
    show.play(programmeOf({ items: { a: 10, b: 10, s: 60 }, main: ['a', 'b'], side: ['s'] }));
    show.clock.advance(21_000);
    expect(show.seen).toEqual([
      { atMs: 400, items: ['a', 's'] },
      { atMs: 10_000, items: ['b', 's'] },
      { atMs: 20_000, items: ['a', 's'] },
    ]);
  });

  it('does not let a side region hold the main one back for long', () => {
    const show = rehearsal({ readyAfterMs: (itemId) => (itemId === 's' ? 'never' : 100) });
    show.play(programmeOf({ items: { a: 10, s: 60 }, main: ['a'], side: ['s'] }));
    show.clock.advance(2_000);
    expect(show.seen).toEqual([{ atMs: 500, items: ['a'] }]);
  });
});
