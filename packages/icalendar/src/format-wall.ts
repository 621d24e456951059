import type { LocalDateTime } from '@gatecast/schedules';

/** A wall-clock time (ms since 1970-01-01T00:00 on a clock without zone) as plans write it; a year beyond 9999 gives its ISO form, which no plan reads. */
export function formatWall(wallMs: number): LocalDateTime {
  return new Date(wallMs)
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace(/(T\d{2}:\d{2}):00$/, '$1');
}
