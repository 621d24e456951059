import type { RecurStart } from '@gatecast/schedules';

/** ISO 8601: `2026-01-01T08:00:00+07:00`, without the offset of a floating time, and of a date the date alone. */
export function isoOfStart({ wallMs, offsetMs }: RecurStart, hasTimes: boolean): string {
  const wall = new Date(wallMs).toISOString();
  return hasTimes ? `${wall.slice(0, 19)}${offsetOf(offsetMs)}` : wall.slice(0, 10);
}

/** `Thursday 2026-01-01 08:00:00 +07:00`, with the same left out. */
export function startInWords(start: RecurStart, hasTimes: boolean): string {
  const [date = '', time = ''] = isoOfStart({ ...start, offsetMs: null }, hasTimes).split('T');
  const weekday = weekdays[new Date(start.wallMs).getUTCDay()] ?? '';
  return [weekday, date, time, offsetOf(start.offsetMs)].filter((part) => part !== '').join(' ');
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** With seconds where there are some: the mean times of towns, before there were zones. */
function offsetOf(offsetMs: number | null): string {
  if (offsetMs === null) return '';
  const seconds = Math.abs(offsetMs) / 1_000;
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, ...(seconds % 60 === 0 ? [] : [seconds % 60])];
  return `${offsetMs < 0 ? '-' : '+'}${parts.map((part) => String(part).padStart(2, '0')).join(':')}`;
}
