import type { ItemPart, VariantDocument } from '@gatecast/protocol';
import { simulatedClock } from '@gatecast/clock';
import type { Entry, Layout, Plan, Playlist } from '@gatecast/schedules';
import { direct, type DirectorEvent } from '../../src/stage/director/director.ts';
import { castsOnGlass, idleDirector, type DirectorEffect, type DirectorState } from '../../src/stage/director/director-state.ts';
import { createProgramme, type Programme, type ProgrammeSource } from '../../src/stage/director/programme.ts';

// A director played through on a clock that is turned by hand, with a runner that draws nothing.

export const dayStartMs = Date.UTC(2026, 6, 29);

export type Sketch = {
  readonly number?: number;
  /** Item id to seconds. */
  readonly items: Readonly<Record<string, number>>;
  readonly main?: readonly string[];
  readonly side?: readonly string[];
  /** Revision of what each item says. */
  readonly revision?: number;
  /** More entries, each with a playlist of its own id. */
  readonly entries?: readonly { readonly entry: Pick<Entry, 'id' | 'mode'> & Partial<Entry>; readonly plays: readonly string[] }[];
  readonly layouts?: readonly Layout[];
};

const half = { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 5_000 };
const halves: Layout = {
  id: 'halves',
  name: 'Halves',
  regions: [
    { id: 'top', frame: half, languages: { kind: 'sequence' }, content: { kind: 'main' } },
    { id: 'side', frame: { ...half, yBp: 5_000 }, languages: { kind: 'sequence' }, content: { kind: 'playlist', playlistId: 'side' } },
  ],
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
  const plan: Plan = {
    version: 1,
    semantics: 2,
    screen: {
      widthPx: 1920,
      heightPx: 1080,
      languages: ['en'],
      zone: { name: 'UTC', initialOffsetMs: 0, transitions: [] },
      dayStart: '00:00',
    },
    dayparts: [],
    layouts: [...(sketch.layouts ?? []), ...(sketch.side === undefined ? [] : [halves])],
    playlists: [
      playlist('main', sketch.main ?? Object.keys(lengths)),
      ...(sketch.side === undefined ? [] : [playlist('side', sketch.side)]),
      ...(sketch.entries ?? []).map(({ entry, plays }) => playlist(entry.id, plays)),
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
      ...(sketch.entries ?? []).map(({ entry }) => ({
        ...({ name: entry.id, tier: 'regular', specificity: 0, playlistId: entry.id, layoutId: null } as const),
        ...({ when: { kind: 'always' }, daypartIds: [] } as const),
        ...entry,
      })),
    ],
  };
  return { number, plan, items, documents };
}

export function programmeOf(sketch: Sketch, withdrawn: readonly string[] = []): Programme {
  const made = createProgramme(sourceOf(sketch), withdrawn);
  if (made.kind === 'refused') throw new Error(JSON.stringify(made.faults));
  return made.programme;
}

/** Surfaces are ready after `readyAfterMs`, or fail where the test says so. */
export function rehearsal(
  options: { readonly startMs?: number; readonly readyAfterMs?: (itemId: string) => number | 'fails' | 'never' } = {},
) {
  const clock = simulatedClock(options.startMs ?? dayStartMs);
  let state: DirectorState = idleDirector;
  const seen: { readonly atMs: number; readonly items: readonly string[] }[] = [];
  const effects: DirectorEffect[] = [];
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
    effects.push(effect);
    if (effect.kind !== 'prepare') return;
    const { content } = effect.cast;
    const after = content.kind === 'item' ? (options.readyAfterMs?.(content.itemId) ?? 200) : 0;
    if (after === 'never') return;
    clock.after(after === 'fails' ? 100 : after, () => {
      if (state.surfaces.some((surface) => surface.id === effect.surfaceId))
        handle(
          after === 'fails'
            ? { kind: 'surface-failed', surfaceId: effect.surfaceId, detail: 'fails' }
            : { kind: 'surface-ready', surfaceId: effect.surfaceId },
        );
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
    /** Everything that was done, in order. */
    effects,
    play: (programme: Programme) => handle({ kind: 'programme', programme }),
  };
}
