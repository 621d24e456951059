import type { LocalDate, LocalDateTime, Zone } from '../../src/plan.ts';

// Wall clock and instants as DESIGN.md says them, by trying every offset that the zone ever had.

export type Interval = { readonly startMs: number; readonly endMs: number };

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
const weekdays = ['TH', 'FR', 'SA', 'SU', 'MO', 'TU', 'WE'] as const;

/** Weekday of a day number (days since 1970-01-01, a Thursday). */
export function weekdayOf(dayNumber: number): (typeof weekdays)[number] {
  return weekdays[((dayNumber % 7) + 7) % 7] ?? 'TH';
}

export function covers(interval: Interval, atMs: number): boolean {
  return interval.startMs <= atMs && atMs < interval.endMs;
}

export function offsetAt(zone: Zone, atMs: number): number {
  let offsetMs = zone.initialOffsetMs;
  for (const transition of zone.transitions) if (transition.atMs <= atMs) offsetMs = transition.offsetMs;
  return offsetMs;
}

/** Every instant at which the wall shows this time; where none does, the end of the gap that it falls in. */
export function instantsOf(zone: Zone, wallMs: number): readonly number[] {
  const offsets = new Set([zone.initialOffsetMs, ...zone.transitions.map((transition) => transition.offsetMs)]);
  const found = [...offsets].map((offsetMs) => wallMs - offsetMs).filter((atMs) => atMs + offsetAt(zone, atMs) === wallMs);
  if (found.length > 0) return found;
  const gap = zone.transitions.find(({ atMs, offsetMs }) => atMs + offsetAt(zone, atMs - 1) <= wallMs && wallMs < atMs + offsetMs);
  return [gap?.atMs ?? NaN];
}

/** A start is the earlier instant of a fold, an end the later. */
export function intervalOf(zone: Zone, startWallMs: number, endWallMs: number): Interval {
  return { startMs: startOf(zone, startWallMs), endMs: Math.max(...instantsOf(zone, endWallMs)) };
}

export function startOf(zone: Zone, wallMs: number): number {
  return Math.min(...instantsOf(zone, wallMs));
}

export function wall(local: LocalDateTime): number {
  return Date.parse(`${local}Z`);
}

/** Day number of a date. */
export function dayOf(date: LocalDate): number {
  return Date.parse(`${date}T00:00Z`) / dayMs;
}

/** Starts of the site's days around a stretch, ascending. */
export function dayStartsAround(zone: Zone, dayStart: string, fromMs: number, untilMs: number): readonly number[] {
  const starts: number[] = [];
  const [hours = 0, minutes = 0] = dayStart.split(':').map(Number);
  for (let n = Math.floor(fromMs / dayMs) - 4; n <= Math.floor(untilMs / dayMs) + 4; n += 1) {
    starts.push(startOf(zone, n * dayMs + hours * hourMs + minutes * 60_000));
  }
  return [...new Set(starts)].sort((a, b) => a - b);
}
