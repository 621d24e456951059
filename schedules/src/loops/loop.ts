import { countUpTo } from '../count-in-order.ts';
import type { Plan, Playlist, PlanItem } from '../plan.ts';
import { roundOf } from './round.ts';
import type { Round } from './round.ts';
import { absenceOf, isValidAt, servingVariants, showingsOf } from './showing.ts';
import type { Reading, Showing } from './showing.ts';
import type { ItemAbsence } from '../answer.ts';

/**
 * A playlist as one region reads it, through time. Validities cut time into epochs; within one the set of showable
 * items and languages stands still.
 */
export type Loop = {
  readonly reading: Reading;
  readonly roundAt: (instantMs: number) => Round;
  /** Why the round at an instant lacks the items that it lacks. */
  readonly absencesAt: (instantMs: number) => readonly ItemAbsence[];
  /** The items of the round, each once, in the playlist's order. */
  readonly membersAt: (instantMs: number) => readonly string[];
  /** Every item of the playlist and of those nested in it, as the plan has it. */
  readonly items: readonly PlanItem[];
  readonly isAbsent: (itemId: string, language: string) => boolean;
  /** Half-open; infinite at the ends. */
  readonly epochAt: (instantMs: number) => { readonly fromMs: number; readonly untilMs: number };
  /** The last change of the set in (afterMs, instantMs]; null if there was none. */
  readonly lastChange: (instantMs: number, afterMs: number) => number | null;
  /** The first change of the set in (instantMs, limitMs); null if there is none. */
  readonly nextChange: (instantMs: number, limitMs: number) => number | null;
  /** One instant of each epoch, ascending: what holds at all of them holds always. */
  readonly instantOfEachEpoch: readonly number[];
};

export type Catalogue = {
  readonly playlists: ReadonlyMap<string, Playlist>;
  readonly items: ReadonlyMap<string, PlanItem>;
  /** Variants whose media are not on the device, by `mediaKey`; left out: all are there. */
  readonly absent?: ReadonlySet<string>;
};

/** What a plan has to show, by id, whatever is on the device. */
export function catalogueOf(plan: Plan): Catalogue {
  return {
    playlists: new Map(plan.playlists.map((playlist) => [playlist.id, playlist])),
    items: new Map(plan.items.map((item) => [item.id, item])),
  };
}

const maxKeptRounds = 64;

export function createLoop(playlist: Playlist, catalogue: Catalogue, reading: Reading): Loop {
  const whole = itemsIn(playlist, catalogue);
  const isAbsent = (itemId: string, language: string): boolean => catalogue.absent?.has(mediaKey(itemId, language)) ?? false;
  const items = whole.map((item) =>
    item.variants.some((variant) => isAbsent(item.id, variant.language))
      ? { ...item, variants: item.variants.filter((variant) => !isAbsent(item.id, variant.language)) }
      : item,
  );
  const boundaries = boundariesOf(items, reading);
  const kept = new Map<number, Round>();

  /** How many boundaries lie at or before an instant. */
  function epochOf(instantMs: number): number {
    return countUpTo(boundaries, instantMs);
  }

  /** Any instant of an epoch stands for all of it. */
  function instantIn(epoch: number): number {
    return boundaries[epoch - 1] ?? (boundaries[0] ?? 0) - 1;
  }

  function showingsAt(instantMs: number): ReadonlyMap<string, readonly Showing[]> {
    const showings = new Map<string, readonly Showing[]>();
    for (const item of items) {
      if (!isValidAt(item.validity, instantMs)) continue;
      const ofItem = showingsOf(item, reading, (variant) => isValidAt(variant.validity, instantMs));
      if (ofItem.length > 0) showings.set(item.id, ofItem);
    }
    return showings;
  }

  function roundOfEpoch(epoch: number): Round {
    const known = kept.get(epoch);
    if (known !== undefined) return known;
    if (kept.size >= maxKeptRounds) kept.clear();
    const round = roundOf(playlist, catalogue.playlists, showingsAt(instantIn(epoch)));
    kept.set(epoch, round);
    return round;
  }

  return {
    reading,
    items: whole,
    isAbsent,
    instantOfEachEpoch: [instantIn(0), ...boundaries],
    roundAt: (instantMs) => roundOfEpoch(epochOf(instantMs)),
    absencesAt: (instantMs) => {
      const showings = showingsAt(instantMs);
      return whole.filter((item) => !showings.has(item.id)).map((item) => absenceOf(item, reading, instantMs));
    },
    membersAt: (instantMs) => {
      const shown = new Set(roundOfEpoch(epochOf(instantMs)).showings.map((showing) => showing.itemId));
      return items.filter((item) => shown.has(item.id)).map((item) => item.id);
    },
    epochAt: (instantMs) => {
      const epoch = epochOf(instantMs);
      return { fromMs: boundaries[epoch - 1] ?? -Infinity, untilMs: boundaries[epoch] ?? Infinity };
    },
    lastChange: (instantMs, afterMs) => {
      for (let epoch = epochOf(instantMs); epoch > 0; epoch -= 1) {
        const boundaryMs = boundaries[epoch - 1] ?? -Infinity;
        if (boundaryMs <= afterMs) return null;
        if (roundOfEpoch(epoch).key !== roundOfEpoch(epoch - 1).key) return boundaryMs;
      }
      return null;
    },
    nextChange: (instantMs, limitMs) => {
      for (let epoch = epochOf(instantMs); epoch < boundaries.length; epoch += 1) {
        const boundaryMs = boundaries[epoch] ?? Infinity;
        if (boundaryMs >= limitMs) return null;
        if (roundOfEpoch(epoch).key !== roundOfEpoch(epoch + 1).key) return boundaryMs;
      }
      return null;
    },
  };
}

/** Every item of a playlist and of those nested in it, once each, in order of first appearance. */
export function itemsIn(playlist: Playlist, catalogue: Catalogue): readonly PlanItem[] {
  const found = new Set<PlanItem>();
  const entered = new Set<Playlist>();
  const enter = (list: Playlist): void => {
    entered.add(list);
    for (const slot of list.slots) {
      const item = slot.kind === 'item' ? catalogue.items.get(slot.itemId) : undefined;
      const nested = slot.kind === 'playlist' ? catalogue.playlists.get(slot.playlistId) : undefined;
      if (item !== undefined) found.add(item);
      if (nested !== undefined && !entered.has(nested)) enter(nested);
    }
  };
  enter(playlist);
  return [...found];
}

function boundariesOf(items: readonly PlanItem[], reading: Reading): readonly number[] {
  const boundaries = new Set<number>();
  for (const item of items) {
    for (const { validity } of [item, ...servingVariants(item, reading)]) {
      if (validity.fromMs !== null) boundaries.add(validity.fromMs);
      if (validity.untilMs !== null) boundaries.add(validity.untilMs);
    }
  }
  return [...boundaries].sort((a, b) => a - b);
}

/** Names a variant among those that are absent. */
export function mediaKey(itemId: string, language: string): string {
  return `${itemId} ${language}`;
}
