import type { When } from '@gatecast/schedules';
import { alwaysDraft, readWhen, weekdays, writeWhen } from '../schedule/when-draft.ts';

/** By how much a start and an end are moved, in minutes of the wall clock. */
export type Shift = { readonly startMinutes: number; readonly endMinutes: number };

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * A `when` with all its occurrences moved or resized. null where moving cannot say what is meant: what is always on, an end that would
 * come before its start, a rule whose days or hours would have to be rewritten.
 */
export function changeWhen(when: When, shift: Shift): When | null {
  switch (when.kind) {
    case 'always':
      return null;
    case 'once': {
      const start = movedBy(when.start, shift.startMinutes);
      const end = when.end === null ? null : movedBy(when.end, shift.endMinutes);
      return end !== null && end <= start ? null : { kind: 'once', start, end };
    }
    case 'recurring':
      return movedBy(when.end, shift.endMinutes) <= movedBy(when.start, shift.startMinutes) ? null : changeRecurring(when, shift);
  }
}

function changeRecurring(when: Extract<When, { kind: 'recurring' }>, { startMinutes, endMinutes }: Shift): When | null {
  const start = movedBy(when.start, startMinutes);
  const end = movedBy(when.end, endMinutes);
  const days = daysBetween(when.start, start);
  const { weekly } = readWhen(when);
  if (weekly !== null) {
    if (Date.parse(`${end}Z`) - Date.parse(`${start}Z`) > dayMs) return null;
    const changed = {
      ...weekly,
      days: weekly.days.map((day) => weekdays[(((weekdays.indexOf(day) + days) % 7) + 7) % 7] ?? day),
      from: start.slice(11, 16),
      to: end.slice(11, 16),
      firstDate: start.slice(0, 10),
      lastDate: weekly.lastDate === '' ? '' : movedBy(`${weekly.lastDate}T00:00`, days * 1_440).slice(0, 10),
    };
    return writeWhen({ ...alwaysDraft, kind: 'weekly', weekly: changed });
  }
  // only the length changes: whatever the rule, its starts stay
  if (startMinutes === 0) return { ...when, end };
  const saysTimes = /BYHOUR|BYMINUTE|BYSECOND|HOURLY|UNTIL=\d{8}T(?!235959)/;
  if (days !== 0 || when.rules.some((rule) => saysTimes.test(rule))) return null;
  const starts = (list: readonly string[]) => list.map((one) => movedBy(one, startMinutes));
  return { ...when, start, end, excludedStarts: starts(when.excludedStarts), addedStarts: starts(when.addedStarts) };
}

/** A wall-clock time so many minutes on. */
export function movedBy(local: string, minutes: number): string {
  const text = new Date(Date.parse(`${local}Z`) + minutes * minuteMs).toISOString().slice(0, 19);
  return text.endsWith(':00') && local.length === 16 ? text.slice(0, 16) : text;
}

function daysBetween(a: string, b: string): number {
  return Math.round((Date.parse(`${b.slice(0, 10)}T00:00Z`) - Date.parse(`${a.slice(0, 10)}T00:00Z`)) / dayMs);
}
