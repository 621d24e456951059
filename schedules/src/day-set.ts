/** Days that repeat with a period, cut to a range: what a rule of a recurrence, or the days of a daypart, come to. */
export type DaySet = {
  readonly epochDay: number;
  readonly periodDays: number;
  /** Members of one period as days after `epochDay`, ascending. */
  readonly offsets: readonly number[];
  readonly firstDay: number;
  /** Inclusive; Infinity where it never ends. */
  readonly lastDay: number;
};

/** The first member at or after a day; null if there is none. */
export function memberFrom(days: DaySet, day: number): number | null {
  return memberAt(days, indexFrom(days, Math.max(day, days.firstDay)));
}

/** The n-th member, counted from 0; null if there is none. */
export function nthMember(days: DaySet, n: number): number | null {
  return memberAt(days, indexFrom(days, days.firstDay) + n);
}

/** Position of the first member at or after a day in the endless sequence that has index 0 in the period of `epochDay`. */
function indexFrom(days: DaySet, day: number): number {
  const period = Math.floor((day - days.epochDay) / days.periodDays);
  const within = day - days.epochDay - period * days.periodDays;
  const before = days.offsets.findIndex((offset) => offset >= within);
  return period * days.offsets.length + (before < 0 ? days.offsets.length : before);
}

function memberAt(days: DaySet, index: number): number | null {
  const count = days.offsets.length;
  if (count === 0) return null;
  const period = Math.floor(index / count);
  const day = days.epochDay + period * days.periodDays + (days.offsets[index - period * count] ?? 0);
  return day > days.lastDay ? null : day;
}
