import { compareIds } from '../contest/compare-ids.ts';
import type { Exposure } from './expected-exposures.ts';
import { coveredMs, firstEndingAfter, unionOf } from './expected-intervals.ts';
import type { Interval } from './expected-intervals.ts';

/** What a comparison reads of a play record. */
export type Play = {
  readonly releaseNumber: number;
  readonly entryId: string;
  readonly regionId: string;
  readonly itemId: string;
  readonly languages: readonly string[];
  readonly fromMs: number;
  readonly untilMs: number;
  readonly ended: 'completed' | 'cut-by-plan' | 'cut-by-alert' | 'cut-by-failure' | 'cut-by-visitor' | 'cut-by-stop' | 'unknown';
};

type Shown = Pick<Exposure, 'regionId' | 'entryId' | 'itemId' | 'languages'>;

/** The stretches in which a thing was on the glass, disjoint and in order. Plays that a short gap or an alert parts are one. */
export type Runs = (shown: Shown) => readonly Interval[];

const none: readonly Interval[] = [];

/**
 * Plays in order and each once, by region, entry, item and languages. A gap of up to `graceMs`, alerts not counted, does not part two
 * plays: an alert cuts a play in two, and so does a stage that is started again at once.
 */
export function runsOf(plays: readonly Play[], alerts: readonly Interval[], graceMs: number): Runs {
  const byKey = [...groupedBy(plays, keyOf), ...groupedBy(plays, (play) => keyOf({ ...play, languages: null }))];
  const runs = new Map(byKey.map(([key, all]) => [key, joinedOver(unionOf(all), alerts, graceMs)]));
  return (shown) => runs.get(keyOf(shown)) ?? none;
}

/** In groups of the same key, in the order in which they stand. */
export function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const key = keyOf(one);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one]);
    else known.push(one);
  }
  return groups;
}

/** Equal where what is asked for is what was played. */
export function keyOf({ regionId, entryId, itemId, languages }: Shown): string {
  return JSON.stringify([regionId, entryId, itemId, languages?.toSorted(compareIds) ?? null]);
}

/** The stretch of an ordered list that covers an instant. */
export function covering(intervals: readonly Interval[], instantMs: number): Interval | null {
  const found = intervals[firstEndingAfter(intervals, instantMs)];
  return found !== undefined && found.fromMs <= instantMs ? found : null;
}

function joinedOver(all: readonly Interval[], alerts: readonly Interval[], graceMs: number): readonly Interval[] {
  const joined: Interval[] = [];
  for (const run of all) {
    const last = joined.at(-1);
    const gap = last === undefined ? null : { fromMs: last.untilMs, untilMs: run.fromMs };
    if (last !== undefined && gap !== null && gap.untilMs - gap.fromMs - coveredMs(alerts, gap) <= graceMs) {
      joined[joined.length - 1] = { fromMs: last.fromMs, untilMs: run.untilMs };
    } else joined.push(run);
  }
  return joined;
}
