import { dayMs } from '../time/civil.ts';
import { isAlwaysOn } from './onset.ts';
import type { Onset } from './onset.ts';
import { spansTouching } from './series.ts';
import type { Series, Span } from './series.ts';

/** A stretch in which an entry's `when`, dayparts and calendars say the same. */
export type Tile = {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly state: 'on' | 'outside-span' | 'outside-daypart' | 'outside-calendar';
  /** Start of the occurrence, or of the daypart span or calendar day if that is later; -Infinity where none has a start. */
  readonly startMs: number;
  readonly startedBy: 'occurrence' | 'daypart' | 'calendar';
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
  if (isAlwaysOn(onset)) return [{ fromMs, untilMs, state: 'on', startMs: -Infinity, startedBy: 'occurrence' }];
  const touching = (series: readonly Series[] | null): readonly Span[] =>
    series === null ? always : spansTouching(series, onset.zone, fromMs, untilMs);
  const occurrences = touching(onset.whole.occurrences);
  if (occurrences.length === 0) return [off(fromMs, untilMs, 'outside-span')];
  const hasCalendar = onset.days !== null || onset.occurrences !== onset.whole.occurrences || onset.dayparts !== onset.whole.dayparts;
  const sets: Sets = { occurrences, dayparts: touching(onset.whole.dayparts) };
  const allowed: Allowed = hasCalendar
    ? { occurrences: touching(onset.occurrences), dayparts: touching(onset.dayparts), days: touching(onset.days) }
    : { ...sets, days: always };
  const cuts = cutsOf(sets, allowed.days, fromMs, untilMs);
  const tiles: Tile[] = [];
  for (let index = 0; index < cuts.length; index += 1) {
    const tile = tileFrom(sets, allowed, cuts[index] ?? fromMs, cuts[index + 1] ?? untilMs);
    const last = tiles.at(-1);
    if (last !== undefined && last.state === tile.state && last.startMs === tile.startMs && last.startedBy === tile.startedBy) {
      tiles[tiles.length - 1] = { ...last, untilMs: tile.untilMs };
    } else tiles.push(tile);
  }
  return tiles;
}

type Sets = { readonly occurrences: readonly Span[]; readonly dayparts: readonly Span[] };
type Allowed = Sets & { readonly days: readonly Span[] };

function tileFrom(sets: Sets, allowed: Allowed, fromMs: number, untilMs: number): Tile {
  if (covering(sets.occurrences, fromMs) === null) return off(fromMs, untilMs, 'outside-span');
  if (covering(sets.dayparts, fromMs) === null) return off(fromMs, untilMs, 'outside-daypart');
  const occurrence = covering(allowed.occurrences, fromMs);
  const daypart = covering(allowed.dayparts, fromMs);
  const day = covering(allowed.days, fromMs);
  if (occurrence === null || daypart === null || day === null) return off(fromMs, untilMs, 'outside-calendar');
  const startMs = Math.max(occurrence.fromMs, daypart.fromMs, day.fromMs);
  const startedBy = startMs === occurrence.fromMs ? 'occurrence' : startMs === daypart.fromMs ? 'daypart' : 'calendar';
  return { fromMs, untilMs, state: 'on', startMs, startedBy };
}

function off(fromMs: number, untilMs: number, state: Tile['state']): Tile {
  return { fromMs, untilMs, state, startMs: -Infinity, startedBy: 'occurrence' };
}

/** The span that covers an instant and started last; `spans` are by start. */
function covering(spans: readonly Span[], instantMs: number): Span | null {
  for (let index = spans.length - 1; index >= 0; index -= 1) {
    const span = spans[index];
    if (span !== undefined && span.fromMs <= instantMs && instantMs < span.untilMs) return span;
  }
  return null;
}

/** Where a tile may end: `fromMs` and every end of a span within, ascending, each once. */
function cutsOf({ occurrences, dayparts }: Sets, days: readonly Span[], fromMs: number, untilMs: number): readonly number[] {
  const cuts = [fromMs];
  const cut = (atMs: number): void => {
    if (atMs > fromMs && atMs < untilMs && !cuts.includes(atMs)) cuts.push(atMs);
  };
  for (const spans of [occurrences, dayparts, days]) {
    for (const span of spans) {
      cut(span.fromMs);
      cut(span.untilMs);
    }
  }
  return cuts.length < 3 ? cuts : cuts.sort((a, b) => a - b);
}
