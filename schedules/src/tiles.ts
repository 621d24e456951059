import { dayMs } from './civil.ts';
import type { Zone } from './plan.ts';
import { spansTouching } from './series.ts';
import type { Series, Span } from './series.ts';

/** A stretch in which an entry's `when` and dayparts say the same. */
export type Tile = {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly state: 'on' | 'outside-span' | 'outside-daypart';
  /** Start of the occurrence, or of the daypart span if that is later; -Infinity where neither has a start. */
  readonly startMs: number;
  readonly startedBy: 'occurrence' | 'daypart';
};

/** Where an entry is on: the intersection of its occurrences with its dayparts, both as sets of instants; null restricts nothing. */
export type Onset = {
  readonly zone: Zone;
  readonly occurrences: readonly Series[] | null;
  readonly dayparts: readonly Series[] | null;
};

const always: readonly Span[] = [{ fromMs: -Infinity, untilMs: Infinity }];

/** Instants are worked through in days of UTC: small enough to lay out whole, large enough to be worth keeping. */
export function chunkOf(instantMs: number): number {
  return Math.floor(instantMs / dayMs);
}

/** The tiles of one chunk, without gap or overlap. Where spans overlap, the one that started later speaks. */
export function tilesOf(onset: Onset, chunk: number): readonly Tile[] {
  const fromMs = chunk * dayMs;
  const untilMs = fromMs + dayMs;
  const touching = (series: readonly Series[] | null): readonly Span[] =>
    series === null ? always : spansTouching(series, onset.zone, fromMs, untilMs);
  const occurrences = touching(onset.occurrences);
  const dayparts = occurrences.length === 0 ? [] : touching(onset.dayparts);
  const cuts = cutsOf([...occurrences, ...dayparts], fromMs, untilMs);
  const tiles: Tile[] = [];
  cuts.forEach((cutMs, index) => {
    const tile = tileAt(occurrences, dayparts, cutMs, cuts[index + 1] ?? untilMs);
    const last = tiles.at(-1);
    if (last !== undefined && last.state === tile.state && last.startMs === tile.startMs && last.startedBy === tile.startedBy) {
      tiles[tiles.length - 1] = { ...last, untilMs: tile.untilMs };
    } else tiles.push(tile);
  });
  return tiles;
}

function tileAt(occurrences: readonly Span[], dayparts: readonly Span[], fromMs: number, untilMs: number): Tile {
  const occurrence = covering(occurrences, fromMs);
  const daypart = covering(dayparts, fromMs);
  const off = { fromMs, untilMs, startMs: -Infinity, startedBy: 'occurrence' } as const;
  if (occurrence === null) return { ...off, state: 'outside-span' };
  if (daypart === null) return { ...off, state: 'outside-daypart' };
  return daypart.fromMs > occurrence.fromMs
    ? { fromMs, untilMs, state: 'on', startMs: daypart.fromMs, startedBy: 'daypart' }
    : { fromMs, untilMs, state: 'on', startMs: occurrence.fromMs, startedBy: 'occurrence' };
}

/** The span that covers an instant and started last; `spans` are by start. */
function covering(spans: readonly Span[], instantMs: number): Span | null {
  return spans.findLast((span) => span.fromMs <= instantMs && instantMs < span.untilMs) ?? null;
}

function cutsOf(spans: readonly Span[], fromMs: number, untilMs: number): readonly number[] {
  const cuts = new Set([fromMs]);
  for (const span of spans) {
    if (span.fromMs > fromMs && span.fromMs < untilMs) cuts.add(span.fromMs);
    if (span.untilMs > fromMs && span.untilMs < untilMs) cuts.add(span.untilMs);
  }
  return [...cuts].sort((a, b) => a - b);
}
