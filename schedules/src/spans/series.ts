import { dayMs, parseLocalDateTime } from '../time/civil.ts';
import { countUpTo } from '../count-in-order.ts';
import type { When, Zone } from '../plan.ts';
import { planRule } from '../recurrence/plan-rule.ts';
import { hasChangeIn, instantOfWall, wallOf } from '../time/zone.ts';

/** Spans of one wall-clock length, one for each of its starts. */
export type Series = {
  /** The first start after a wall-clock time; null if there is none. */
  readonly nextStart: (afterWallMs: number) => number | null;
  /** Wall-clock length; Infinity for a span that never ends. */
  readonly lengthMs: number;
};

/** Half-open interval of instants; Infinity where it has no end. */
export type Span = { readonly fromMs: number; readonly untilMs: number };

const none: readonly Span[] = [];

/** The occurrences of a `when`; null where it is always on. The plan has been checked. */
export function seriesOfWhen(when: When, zone: Zone): readonly Series[] | null {
  switch (when.kind) {
    case 'always':
      return null;
    case 'once': {
      const startMs = parseLocalDateTime(when.start) ?? 0;
      const lengthMs = when.end === null ? Infinity : (parseLocalDateTime(when.end) ?? 0) - startMs;
      return [{ nextStart: nextOfList([startMs]), lengthMs }];
    }
    case 'recurring': {
      const startMs = parseLocalDateTime(when.start) ?? 0;
      const lengthMs = (parseLocalDateTime(when.end) ?? 0) - startMs;
      const excluded = new Set(when.excludedStarts.map(parseLocalDateTime));
      const listed = [startMs, ...when.addedStarts.map((start) => parseLocalDateTime(start) ?? 0)];
      const starts = [nextOfList(listed.toSorted((a, b) => a - b))];
      for (const text of when.rules) {
        const rule = planRule(text, startMs, zone);
        if (rule.kind === 'rule') starts.push(rule.next);
      }
      return starts.map((nextStart) => ({ nextStart: without(nextStart, excluded), lengthMs }));
    }
  }
}

/**
 * The spans that touch [fromMs, untilMs), by start. An end is wall clock: it stands at start plus length on the wall, whatever
 * the clock does between. A span that a gap leaves empty does not occur.
 */
export function spansTouching(series: readonly Series[], zone: Zone, fromMs: number, untilMs: number): readonly Span[] {
  let spans: Span[] | null = null;
  for (const one of series) {
    const slackMs = slackIn(zone, fromMs - one.lengthMs, untilMs);
    const lastWallMs = wallOf(zone, untilMs) + slackMs;
    let wallMs = one.nextStart(wallOf(zone, fromMs) - one.lengthMs - slackMs);
    while (wallMs !== null && wallMs <= lastWallMs) {
      const span = spanAt(one, zone, wallMs);
      if (span.fromMs < span.untilMs && span.fromMs < untilMs && span.untilMs > fromMs) (spans ??= []).push(span);
      wallMs = one.nextStart(wallMs);
    }
  }
  if (spans === null) return none;
  return spans.length < 2 ? spans : spans.sort((a, b) => a.fromMs - b.fromMs);
}

/** The first span that starts after an instant and before a limit; null if there is none. */
export function nextSpan(series: readonly Series[], zone: Zone, afterMs: number, limitMs: number): Span | null {
  const afterWallMs = wallOf(zone, afterMs) - slackIn(zone, afterMs, afterMs);
  let best: Span | null = null;
  for (const one of series) {
    let wallMs = one.nextStart(afterWallMs);
    while (wallMs !== null) {
      const span = spanAt(one, zone, wallMs);
      if (span.fromMs >= limitMs || (best !== null && span.fromMs >= best.fromMs)) break;
      if (span.fromMs > afterMs && span.untilMs > span.fromMs) {
        best = span;
        break;
      }
      wallMs = one.nextStart(wallMs);
    }
  }
  return best;
}

/** How far wall clock and instants may be out of step around a range: nothing, or, where the clocks change within a day of it, up to a day. */
function slackIn(zone: Zone, fromMs: number, untilMs: number): number {
  return hasChangeIn(zone, fromMs - dayMs, untilMs + dayMs) ? dayMs : 0;
}

/** The change of clocks that left a span empty which would have started within a day of an instant; null if none did. */
export function emptiedNear(series: readonly Series[], zone: Zone, instantMs: number): number | null {
  const wallMs = wallOf(zone, instantMs);
  for (const one of series) {
    let startMs = one.nextStart(wallMs - dayMs);
    while (startMs !== null && startMs < wallMs + dayMs) {
      const span = spanAt(one, zone, startMs);
      if (span.fromMs >= span.untilMs) return span.fromMs;
      startMs = one.nextStart(startMs);
    }
  }
  return null;
}

function spanAt(series: Series, zone: Zone, wallMs: number): Span {
  const untilMs = series.lengthMs === Infinity ? Infinity : instantOfWall(zone, wallMs + series.lengthMs, 'end');
  return { fromMs: instantOfWall(zone, wallMs, 'start'), untilMs };
}

function nextOfList(ascending: readonly number[]): Series['nextStart'] {
  return (afterWallMs) => ascending[countUpTo(ascending, afterWallMs)] ?? null;
}

function without(nextStart: Series['nextStart'], excluded: ReadonlySet<number | null>): Series['nextStart'] {
  if (excluded.size === 0) return nextStart;
  return (afterWallMs) => {
    let wallMs = nextStart(afterWallMs);
    while (wallMs !== null && excluded.has(wallMs)) wallMs = nextStart(wallMs);
    return wallMs;
  };
}
