import { instantOfWallClock } from '../../instants/instant-of-wall-clock.ts';

const dayMs = 86_400_000;

/** A day of a site from midnight to midnight; null: the field holds no date. */
export function spanOfDay(day: string, timeZone: string): { readonly fromMs: number; readonly untilMs: number } | null {
  const noonMs = Date.parse(`${day}T12:00Z`);
  if (Number.isNaN(noonMs)) return null;
  const next = new Date(noonMs + dayMs).toISOString().slice(0, 10);
  const fromMs = instantOfWallClock(`${day}T00:00`, timeZone);
  const untilMs = instantOfWallClock(`${next}T00:00`, timeZone);
  return fromMs === null || untilMs === null || fromMs < 0 ? null : { fromMs, untilMs };
}
