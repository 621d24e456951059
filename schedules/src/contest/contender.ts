import { allowedDaysOf, daysOfCalendars } from '../spans/allowed-days.ts';
import type { AllowedDays } from '../spans/allowed-days.ts';
import { compareIds } from './compare-ids.ts';
import { seriesOfDaypart } from '../spans/daypart-series.ts';
import { catalogueOf, createLoop } from '../loops/loop.ts';
import type { Catalogue, Loop } from '../loops/loop.ts';
import { isAlwaysOn, onsetOf } from '../spans/onset.ts';
import type { Named, Onset } from '../spans/onset.ts';
import type { Entry, Layout, Plan, Region, RegionLanguages, Tier } from '../plan.ts';
import { chunkOf, tilesOf } from '../spans/tiles.ts';
import type { Tile } from '../spans/tiles.ts';
import { createWhyOff } from '../spans/why-off.ts';
import type { OffReason } from '../spans/why-off.ts';

/** An entry made ready: where it is on, and what it would show. */
export type Contender = Whence & {
  readonly entry: Entry;
  /** The loop of the main region. Of an interrupt: as the full screen would read it; what it speaks is read as the winner reads. */
  readonly main: Loop;
  /** The main region first. */
  readonly regions: readonly ReadyRegion[];
  /** On at every instant, in competition: the fallback beneath everything. */
  readonly isUnconditional: boolean;
};

/** When an entry is on. */
export type Whence = {
  readonly onset: Onset;
  readonly tilesIn: (chunk: number) => readonly Tile[];
  /** Why it is off at an instant; null where it is on. */
  readonly whyOff: (atMs: number) => OffReason | null;
};

export type ReadyRegion =
  | { readonly id: string; readonly kind: 'items' | 'ticker'; readonly loop: Loop }
  | { readonly id: string; readonly kind: 'clock' };

/** The entries of a plan by mode, each list by rank. */
export type Contenders = {
  /** Those that compete, in groups that tie by tier and specificity, highest first; within a group by id. */
  readonly groups: readonly (readonly Contender[])[];
  readonly interrupts: readonly Contender[];
  readonly overlays: readonly Contender[];
  /** The loop of a playlist as a region reads it; the same one for whoever asks. */
  readonly loopOf: (playlistId: string, mode: RegionLanguages) => Loop;
};

/** What the entries of a plan share whatever is on the device: when they are on. Kept between timelines of the same plan. */
export type Onsets = Map<string, Whence>;

const tierOrder: readonly Tier[] = ['fallback', 'regular', 'campaign', 'priority'];
const maxKeptChunks = 4;

/** Negative where the first tier is the lower. */
export function compareTiers(a: Tier, b: Tier): number {
  return tierOrder.indexOf(a) - tierOrder.indexOf(b);
}

/** How the main region of an entry reads its items: as its layout says, one language after another on the full screen. */
export function mainLanguages(layout: Layout | undefined): RegionLanguages {
  const main = layout?.regions.find((region) => region.content.kind === 'main');
  return main?.languages ?? { kind: 'sequence' };
}

/** The entries of a checked plan, made ready. `absent` names variants as `mediaKey` does. */
export function contendersOf(plan: Plan, onsets: Onsets, absent: ReadonlySet<string>): Contenders {
  const catalogue: Catalogue = { ...catalogueOf(plan), absent };
  const loopOf = loopsOf(catalogue, plan.screen.languages);
  const ready = readyWith(plan, onsets, loopOf);
  const ranked = plan.entries.toSorted(compareRank);
  const groups: Contender[][] = [];
  for (const entry of ranked.filter(({ mode }) => mode === 'replace')) {
    const last = groups.at(-1);
    const beside = last?.[0]?.entry;
    if (last !== undefined && beside?.tier === entry.tier && beside.specificity === entry.specificity) last.push(ready(entry));
    else groups.push([ready(entry)]);
  }
  return {
    groups,
    interrupts: ranked.filter(({ mode }) => mode === 'interrupt').map(ready),
    overlays: ranked.filter(({ mode }) => mode === 'overlay').map(ready),
    loopOf,
  };
}

function compareRank(a: Entry, b: Entry): number {
  return compareTiers(b.tier, a.tier) || b.specificity - a.specificity || compareIds(a.id, b.id);
}

/** The tile that covers an instant. */
export function tileAt({ tilesIn }: Whence, instantMs: number): Tile {
  return tileIn(tilesIn(chunkOf(instantMs)), instantMs);
}

function tileIn(tiles: readonly Tile[], instantMs: number): Tile {
  for (const tile of tiles) if (instantMs < tile.untilMs) return tile;
  throw new RangeError('tiles do not cover their chunk');
}

function loopsOf(catalogue: Catalogue, languages: readonly string[]): Contenders['loopOf'] {
  // asked for at every step of an interrupt's walk: no key is put together for it
  const loops = { sequence: new Map<string, Loop>(), together: new Map<string, Loop>() };
  const fixed = new Map<string, Map<string, Loop>>();
  return (playlistId, mode) => {
    const kept = mode.kind === 'fixed' ? keep(fixed, mode.language, () => new Map<string, Loop>()) : loops[mode.kind];
    return keep(kept, playlistId, () => {
      const playlist = catalogue.playlists.get(playlistId);
      if (playlist === undefined) throw new RangeError(`a checked plan has no playlist ${playlistId}`);
      return createLoop(playlist, catalogue, { mode, languages });
    });
  };
}

/** Entries that say the same share tiles, and those that show the same share loops. */
function readyWith(plan: Plan, onsets: Onsets, loopOf: Contenders['loopOf']): (entry: Entry) => Contender {
  const layouts = byId(plan.layouts);
  const calendars = daysOfCalendars(plan.calendars ?? []);
  const allowed = new Map<string, AllowedDays | null>();
  const named: Named = {
    dayparts: new Map(plan.dayparts.map((daypart) => [daypart.id, seriesOfDaypart(daypart, calendars)])),
    allowedDays: (entry) => {
      const key = JSON.stringify([entry.calendarIds ?? [], entry.exceptCalendarIds ?? []]);
      const known = allowed.get(key);
      if (known !== undefined) return known;
      const days = allowedDaysOf(entry, calendars);
      allowed.set(key, days);
      return days;
    },
  };

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
    const key = JSON.stringify([entry.when, entry.daypartIds.toSorted(), entry.calendarIds ?? [], entry.exceptCalendarIds ?? []]);
    const shared = keep(onsets, key, () => whenceOf(entry, onsetOf(entry, plan.screen.zone, named)));
    return {
      entry,
      ...shared,
      main,
      regions: inOrder?.map((region) => regionOf(region, entry.playlistId)) ?? [{ id: 'main', kind: 'items', loop: main }],
      isUnconditional: entry.tier === 'fallback' && entry.mode === 'replace' && isAlwaysOn(shared.onset),
    };
  };
}

/** What entries that are on at the same times share. What is kept is bounded. */
function whenceOf(entry: Entry, onset: Onset): Whence {
  const kept = new Map<number, readonly Tile[]>();
  let last: { readonly chunk: number; readonly tiles: readonly Tile[] } | null = null;
  const tilesIn = (chunk: number): readonly Tile[] => {
    if (last?.chunk === chunk) return last.tiles;
    if (kept.size >= maxKeptChunks && !kept.has(chunk)) kept.clear();
    const tiles = keep(kept, chunk, () => tilesOf(onset, chunk));
    last = { chunk, tiles };
    return tiles;
  };
  return { onset, tilesIn, whyOff: createWhyOff(entry, onset, (atMs) => tileIn(tilesIn(chunkOf(atMs)), atMs)) };
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
