import type { ItemPart, VariantDocument } from '@gatecast/protocol';
import { simulatedClock } from '@gatecast/clock';
import type { Plan, Playlist } from '@gatecast/schedules';
import { describe, expect, it } from 'vitest';
import { direct, leadMs, type DirectorEvent } from './director.ts';
import { castsOnGlass, idleDirector, type DirectorEffect, type DirectorState } from './director-state.ts';
import { createProgramme, type Programme, type ProgrammeSource } from './programme.ts';

const dayStartMs = Date.UTC(2026, 6, 29);

type Sketch = {
  readonly number?: number;
  /** Item id to seconds. */
  readonly items: Readonly<Record<string, number>>;
  readonly main?: readonly string[];
  readonly side?: readonly string[];
  /** Revision of what each item says. */
  readonly revision?: number;
};

function sourceOf(sketch: Sketch): ProgrammeSource {
  const { number = 1, items: lengths, revision = 1 } = sketch;
  const nameOf = (id: string): string => `${id}-${revision}`;
  const documents: Record<string, VariantDocument> = {};
  const items: ItemPart[] = Object.entries(lengths).map(([id, seconds]) => {
    documents[nameOf(id)] = {
      version: 1,
      kind: 'variant',
      itemId: id,
      language: 'en',
      revision,
      leadRevision: revision,
      content: { kind: 'notice', title: id, body: id },
    };
    const always = { fromMs: null, untilMs: null };
    const variant = {
      language: 'en',
      durationMs: seconds * 1_000,
      validity: always,
      document: nameOf(id),
      sizeBytes: 2,
      media: [],
      approvals: [],
    };
    return {
      version: 1,
      kind: 'item',
      id,
      itemKind: 'notice',
      title: id,
      category: 'x',
      supplier: 'S',
      validity: always,
      missing: 'skip',
      variants: [variant],
    };
  });
  const playlist = (id: string, ids: readonly string[]): Playlist => ({
    id,
    name: id,
    slots: ids.map((itemId) => ({ kind: 'item', itemId, weight: 1 })),
  });
  const half = { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 5_000 };
  const languages = { kind: 'sequence' } as const;
  const plan: Plan = {
    version: 1,
    semantics: 1,
    screen: {
      widthPx: 1920,
      heightPx: 1080,
      languages: ['en'],
      zone: { name: 'UTC', initialOffsetMs: 0, transitions: [] },
      dayStart: '00:00',
    },
    dayparts: [],
    layouts:
      sketch.side === undefined
        ? []
        : [
            {
              id: 'halves',
              name: 'Halves',
              regions: [
                { id: 'top', frame: half, languages, content: { kind: 'main' } },
                { id: 'side', frame: { ...half, yBp: 5_000 }, languages, content: { kind: 'playlist', playlistId: 'side' } },
              ],
            },
          ],
    playlists: [
      playlist('main', sketch.main ?? Object.keys(lengths)),
      ...(sketch.side === undefined ? [] : [playlist('side', sketch.side)]),
    ],
    items: items.map(({ id, itemKind, validity, missing, variants }) => ({ id, kind: itemKind, validity, missing, variants })),
    entries: [
      {
        id: 'entry',
        name: 'Entry',
        tier: 'fallback',
        specificity: 0,
        mode: 'replace',
        playlistId: 'main',
        layoutId: sketch.side === undefined ? null : 'halves',
        when: { kind: 'always' },
        daypartIds: [],
      },
    ],
  };
  return { number, plan, items, documents };
}

function programmeOf(sketch: Sketch, withdrawn: readonly string[] = []): Programme {
  const made = createProgramme(sourceOf(sketch), withdrawn);
  if (made.kind === 'refused') throw new Error(JSON.stringify(made.faults));
  return made.programme;
}

/** A runner without a screen: surfaces are ready after `readyAfterMs`, or fail where the test says so. */
function rehearsal(options: { readonly startMs?: number; readonly readyAfterMs?: (itemId: string) => number | 'fails' | 'never' } = {}) {
  const clock = simulatedClock(options.startMs ?? dayStartMs);
  let state: DirectorState = idleDirector;
  const seen: { readonly atMs: number; readonly items: readonly string[] }[] = [];
  let prepared = 0;
  let cancelWake = (): void => undefined;

  function handle(event: DirectorEvent): void {
    const direction = direct(state, event, clock.nowMs());
    state = direction.state;
    direction.effects.forEach(perform);
    cancelWake();
    cancelWake = clock.after(Math.max(direction.wakeAtMs - clock.nowMs(), 1), () => handle({ kind: 'time' }));
    note();
  }
  function perform(effect: DirectorEffect): void {
    if (effect.kind !== 'prepare') return;
    prepared += 1;
    const { content } = effect.cast;
    const after = content.kind === 'item' ? (options.readyAfterMs?.(content.itemId) ?? 200) : 0;
    if (after === 'never') return;
    const kind = after === 'fails' ? 'surface-failed' : 'surface-ready';
    clock.after(after === 'fails' ? 100 : after, () => {
      if (state.surfaces.some((surface) => surface.id === effect.surfaceId)) handle({ kind, surfaceId: effect.surfaceId });
    });
  }
  function onGlass(): readonly string[] {
    return castsOnGlass(state).map((cast) => (cast.content.kind === 'item' ? cast.content.itemId : cast.content.kind));
  }
  function note(): void {
    const items = onGlass();
    if (JSON.stringify(seen.at(-1)?.items ?? []) !== JSON.stringify(items)) seen.push({ atMs: clock.nowMs() - dayStartMs, items });
  }
  return {
    clock,
    handle,
    onGlass,
    seen,
    state: () => state,
    preparedCount: () => prepared,
    play: (programme: Programme) => handle({ kind: 'programme', programme }),
  };
}

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
    show.play(programmeOf({ items: { a: 60, b: 60 } }));
    show.clock.advance(60_000 - leadMs - 1);
    expect(show.preparedCount()).toBe(1);
    show.clock.advance(2);
    expect(show.preparedCount()).toBe(2);
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
