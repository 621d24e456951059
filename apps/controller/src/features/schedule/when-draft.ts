import type { Weekday, When } from '@gatecast/schedules';

/** An entry's `when` as the editor holds it: what it can change by fields, and what it only keeps. */
export type WhenDraft =
  | { readonly kind: 'always' }
  | { readonly kind: 'once'; readonly start: string; readonly end: string }
  | {
      readonly kind: 'weekly';
      readonly days: readonly Weekday[];
      /** `HH:MM`; `to` at or before `from` ends on the next day */
      readonly from: string;
      readonly to: string;
      /** `YYYY-MM-DD`; the first day it may occur on */
      readonly firstDate: string;
      /** `YYYY-MM-DD`, or empty for no end */
      readonly lastDate: string;
    }
  /** A recurrence that these fields cannot say; it is shown and kept as it is. */
  | { readonly kind: 'other'; readonly when: Extract<When, { kind: 'recurring' }> };

export const weekdays: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const dayMs = 86_400_000;

/** Reads a stored `when` into fields; every recurrence that the fields cannot say whole becomes `other`. */
export function readWhen(when: When): WhenDraft {
  if (when.kind === 'always') return when;
  if (when.kind === 'once') return { kind: 'once', start: when.start.slice(0, 16), end: when.end?.slice(0, 16) ?? '' };
  const other: WhenDraft = { kind: 'other', when };
  const rule = when.rules[0];
  if (rule === undefined || when.rules.length !== 1 || when.excludedStarts.length > 0 || when.addedStarts.length > 0) return other;
  const parts = new Map(rule.split(';').map((part) => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']));
  const isKnown = [...parts.keys()].every((name) => ['FREQ', 'BYDAY', 'UNTIL', 'WKST'].includes(name));
  const frequency = parts.get('FREQ');
  const until = /^(\d{4})(\d\d)(\d\d)(T235959)?$/.exec(parts.get('UNTIL') ?? '');
  const lengthMs = Date.parse(`${when.end}Z`) - Date.parse(`${when.start}Z`);
  if (!isKnown || (frequency !== 'WEEKLY' && frequency !== 'DAILY') || !(lengthMs > 0 && lengthMs <= dayMs)) return other;
  if (parts.has('UNTIL') && until === null) return other;
  const named = parts.get('BYDAY')?.split(',');
  const days = named ? weekdays.filter((day) => named.includes(day)) : frequency === 'DAILY' ? weekdays : [weekdayOf(when.start)];
  if (named !== undefined && days.length !== named.length) return other;
  return {
    kind: 'weekly',
    days,
    from: when.start.slice(11, 16),
    to: when.end.slice(11, 16),
    firstDate: when.start.slice(0, 10),
    lastDate: until ? `${until[1]}-${until[2]}-${until[3]}` : '',
  };
}

/** Writes the fields as a `when`. Weekly ones need at least one day. */
export function writeWhen(draft: WhenDraft): When {
  switch (draft.kind) {
    case 'always':
      return draft;
    case 'once':
      return { kind: 'once', start: draft.start, end: draft.end === '' ? null : draft.end };
    case 'other':
      return draft.when;
    case 'weekly': {
      // RFC 5545 counts DTSTART as an occurrence whether the rule yields it or not, so it must be one of the days
      let first = draft.firstDate;
      for (let step = 0; step < 7 && !draft.days.includes(weekdayOf(first)); step += 1) first = nextDate(first);
      const until = draft.lastDate === '' ? '' : `;UNTIL=${draft.lastDate.replaceAll('-', '')}T235959`;
      return {
        kind: 'recurring',
        start: `${first}T${draft.from}`,
        end: `${draft.to > draft.from ? first : nextDate(first)}T${draft.to}`,
        rules: [`FREQ=WEEKLY;BYDAY=${weekdays.filter((day) => draft.days.includes(day)).join(',')}${until}`],
        excludedStarts: [],
        addedStarts: [],
      };
    }
  }
}

/** The weekday of `YYYY-MM-DD…`. */
export function weekdayOf(local: string): Weekday {
  const sundayFirst = new Date(`${local.slice(0, 10)}T00:00Z`).getUTCDay();
  return weekdays[(sundayFirst + 6) % 7] ?? 'MO';
}

function nextDate(date: string): string {
  return new Date(Date.parse(`${date}T00:00Z`) + dayMs).toISOString().slice(0, 10);
}
