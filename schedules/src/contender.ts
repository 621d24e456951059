import { dayMs } from './civil.ts';
import { createLoop } from './loop.ts';
import type { Catalogue, Loop } from './loop.ts';
import type { Entry, Layout, Plan, Region, RegionLanguages, Tier } from './plan.ts';
import { seriesOfDayparts, seriesOfWhen } from './series.ts';
import { chunkOf, tilesOf } from './tiles.ts';
import type { Onset, Tile } from './tiles.ts';

/** An entry made ready: where it is on, and what it would show. */
export type Contender = {
  readonly entry: Entry;
  readonly onset: Onset;
  readonly tilesIn: (chunk: number) => readonly Tile[];
  /** The loop of the main region. */
  readonly main: Loop;
  /** The main region first. */
  readonly regions: readonly ReadyRegion[];
  /** On at every instant: the fallback beneath everything. */
  readonly isUnconditional: boolean;
};

export type ReadyRegion =
  | { readonly id: string; readonly kind: 'items' | 'ticker'; readonly loop: Loop }
  | { readonly id: string; readonly kind: 'clock' };

const tierOrder: readonly Tier[] = ['fallback', 'regular', 'campaign', 'priority'];
const maxKeptChunks = 16;

/** How the main region of an entry reads its items: as its layout says, one language after another on the full screen. */
export function mainLanguages(layout: Layout | undefined): RegionLanguages {
  const main = layout?.regions.find((region) => region.content.kind === 'main');
  return main?.languages ?? { kind: 'sequence' };
}

/** The entries of a checked plan in groups that tie by tier and specificity, highest first; within a group by id. */
export function contendersOf(plan: Plan): readonly (readonly Contender[])[] {
  const ready = readyWith(plan);
  const groups: Contender[][] = [];
  for (const entry of plan.entries.toSorted(compareRank)) {
    const last = groups.at(-1);
    const beside = last?.[0]?.entry;
    if (last !== undefined && beside?.tier === entry.tier && beside.specificity === entry.specificity) last.push(ready(entry));
    else groups.push([ready(entry)]);
  }
  return groups;
}

function compareRank(a: Entry, b: Entry): number {
  return tierOrder.indexOf(b.tier) - tierOrder.indexOf(a.tier) || b.specificity - a.specificity || (a.id < b.id ? -1 : 1);
}

/** The tile that covers an instant. */
export function tileAt(contender: Contender, instantMs: number): Tile {
  const tile = contender.tilesIn(chunkOf(instantMs)).find((tile) => instantMs < tile.untilMs);
  if (tile === undefined) throw new RangeError('tiles do not cover their chunk');
  return tile;
}

/** Entries that say the same share tiles, and those that show the same share loops. */
function readyWith(plan: Plan): (entry: Entry) => Contender {
  const catalogue: Catalogue = { playlists: byId(plan.playlists), items: byId(plan.items) };
  const layouts = byId(plan.layouts);
  const dayparts = byId(plan.dayparts);
  const loops = new Map<string, Loop>();
  const onsets = new Map<string, Pick<Contender, 'onset' | 'tilesIn'>>();

  function loopOf(playlistId: string, mode: RegionLanguages): Loop {
    const playlist = catalogue.playlists.get(playlistId);
    if (playlist === undefined) throw new RangeError(`a checked plan has no playlist ${playlistId}`);
    return keep(loops, JSON.stringify([playlistId, mode]), () =>
      createLoop(playlist, catalogue, { mode, languages: plan.screen.languages }),
    );
  }

  function regionOf(region: Region, mainId: string): ReadyRegion {
    const { id, content, languages } = region;
    switch (content.kind) {
      case 'main':
        return { id, kind: 'items', loop: loopOf(mainId, languages) };
      case 'playlist':
        return { id, kind: 'items', loop: loopOf(content.playlistId, languages) };
      case 'ticker':
        return { id, kind: 'ticker', loop: loopOf(content.playlistId, languages) };
      case 'clock':
        return { id, kind: 'clock' };
    }
  }

  return (entry) => {
    const layout = entry.layoutId === null ? undefined : layouts.get(entry.layoutId);
    const main = loopOf(entry.playlistId, mainLanguages(layout));
    const inOrder = layout?.regions.toSorted((a, b) => Number(b.content.kind === 'main') - Number(a.content.kind === 'main'));
    const named = entry.daypartIds.toSorted();
    const onset = keep(onsets, JSON.stringify([entry.when, named]), () =>
      onsetOf({
        zone: plan.screen.zone,
        occurrences: seriesOfWhen(entry.when, plan.screen.zone),
        dayparts: named.length === 0 ? null : seriesOfDayparts(named.flatMap((id) => dayparts.get(id) ?? [])),
      }),
    );
    return {
      entry,
      ...onset,
      main,
      regions: inOrder?.map((region) => regionOf(region, entry.playlistId)) ?? [{ id: 'main', kind: 'items', loop: main }],
      isUnconditional: entry.tier === 'fallback' && entry.when.kind === 'always' && named.length === 0,
    };
  };
}

function onsetOf(onset: Onset): Pick<Contender, 'onset' | 'tilesIn'> {
  const kept = new Map<number, readonly Tile[]>();
  if (onset.occurrences === null && onset.dayparts === null) {
    const startMs = -Infinity;
    return {
      onset,
      tilesIn: (chunk) => [{ fromMs: chunk * dayMs, untilMs: (chunk + 1) * dayMs, state: 'on', startMs, startedBy: 'occurrence' }],
    };
  }
  return {
    onset,
    tilesIn: (chunk) => {
      if (kept.size >= maxKeptChunks && !kept.has(chunk)) kept.clear();
      return keep(kept, chunk, () => tilesOf(onset, chunk));
    },
  };
}

/** What a map holds for a key, made first where it holds nothing. */
export function keep<K, V>(kept: Map<K, V>, key: K, make: () => V): V {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = make();
  kept.set(key, made);
  return made;
}

function byId<T extends { readonly id: string }>(all: readonly T[]): ReadonlyMap<string, T> {
  return new Map(all.map((one) => [one.id, one]));
}
