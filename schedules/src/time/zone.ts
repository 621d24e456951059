import { dayMs, dayOfWall, formatLocal, parseLocalDateTime } from './civil.ts';
import type { LocalDateTime, Zone } from '../plan.ts';

/** Whether a wall-clock time begins or ends a span; only in the hours of a clock change does it matter. */
export type Edge = 'start' | 'end';

/** Local time minus UTC at an instant, in milliseconds. */
export function offsetAt(zone: Zone, instantMs: number): number {
  return offsetOf(zone, lastTransition(zone, instantMs));
}

/** Wall-clock milliseconds at an instant. */
export function wallOf(zone: Zone, instantMs: number): number {
  return instantMs + offsetAt(zone, instantMs);
}

/**
 * The instant of a wall-clock time. In a gap: the first valid instant after it. In a fold: the earlier one for a
 * start, the later one for an end. Never decreases as the wall-clock time grows, for either edge.
 */
export function instantOfWall(zone: Zone, wallMs: number, edge: Edge): number {
  // No offset reaches a day, so only stretches that touch the two days around can hold this wall-clock time.
  let index = lastTransition(zone, wallMs - dayMs);
  let found: number | null = null;
  let afterGap: number | null = null;
  for (; ; index += 1) {
    const fromMs = index < 0 ? -Infinity : (zone.transitions[index]?.atMs ?? Infinity);
    const untilMs = zone.transitions[index + 1]?.atMs ?? Infinity;
    const instantMs = wallMs - offsetOf(zone, index);
    if (instantMs >= fromMs && instantMs < untilMs) {
      if (edge === 'start') return instantMs;
      found = instantMs;
    } else if (instantMs < fromMs && wallMs - offsetOf(zone, index - 1) >= fromMs) {
      afterGap ??= fromMs;
    }
    if (untilMs > wallMs + dayMs) break;
  }
  return found ?? afterGap ?? wallMs - offsetAt(zone, wallMs);
}

/** UTC milliseconds of a local date and time, as `instantOfWall` resolves it; null where the text is not one. */
export function instantOf(zone: Zone, local: LocalDateTime, edge: Edge): number | null {
  const wallMs = parseLocalDateTime(local);
  return wallMs === null ? null : instantOfWall(zone, wallMs, edge);
}

/** What a clock on the wall shows at an instant, to the second. */
export function localOf(zone: Zone, instantMs: number): LocalDateTime {
  return formatLocal(wallOf(zone, instantMs));
}

/** The latest start of a site's day at or before an instant; `dayStartMs` counts from midnight. */
export function dayStartAt(zone: Zone, dayStartMs: number, instantMs: number): number {
  let day = dayOfWall(wallOf(zone, instantMs)) + 1;
  let startMs = instantOfWall(zone, day * dayMs + dayStartMs, 'start');
  while (startMs > instantMs) {
    day -= 1;
    startMs = instantOfWall(zone, day * dayMs + dayStartMs, 'start');
  }
  return startMs;
}

/** The first start of a site's day after an instant. */
export function dayStartAfter(zone: Zone, dayStartMs: number, instantMs: number): number {
  let day = dayOfWall(wallOf(zone, instantMs)) - 1;
  let startMs = instantOfWall(zone, day * dayMs + dayStartMs, 'start');
  while (startMs <= instantMs) {
    day += 1;
    startMs = instantOfWall(zone, day * dayMs + dayStartMs, 'start');
  }
  return startMs;
}

/** Whether the clocks change in (fromMs, untilMs]. */
export function hasChangeIn(zone: Zone, fromMs: number, untilMs: number): boolean {
  return lastTransition(zone, fromMs) !== lastTransition(zone, untilMs);
}

/** Index of the last transition at or before an instant; -1 before the first. */
function lastTransition(zone: Zone, instantMs: number): number {
  let low = 0;
  let high = zone.transitions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((zone.transitions[middle]?.atMs ?? Infinity) <= instantMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function offsetOf(zone: Zone, index: number): number {
  return zone.transitions[index]?.offsetMs ?? zone.initialOffsetMs;
}
