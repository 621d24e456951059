import type { Weekday, When } from '@gatecast/schedules';

type OnceFields = {
  readonly start: string;
  /** Empty for no end. */
  readonly end: string;
};

export type WeeklyFields = {
  readonly days: readonly Weekday[];
  /** Every so many weeks, counted from the first day; an emptied number field holds an empty string. */
  readonly every: number | string;
  /** `HH:MM` or `HH:MM:SS`; `to` at or before `from` ends on the next day */
  readonly from: string;
  readonly to: string;
  /** `YYYY-MM-DD`; the first day it may occur on */
  readonly firstDate: string;
  /** `YYYY-MM-DD`, or empty for no end */
  readonly lastDate: string;
};

export type RuleFields = {
  readonly start: string;
  readonly end: string;
  /** RRULE values, one a line. */
  readonly rules: string;
  /** Dates, or dates and times, one a line; a date means the time of day of the start. */
  readonly excluded: string;
  readonly added: string;
};

/** An entry's `when` as the editor holds it: the kind that is chosen, and what each kind has until the editor is closed. */
export type WhenDraft = {
  readonly kind: 'always' | 'once' | 'weekly' | 'rule';
  readonly once: OnceFields | null;
  readonly weekly: WeeklyFields | null;
  readonly rule: RuleFields | null;
};
export type Recurring = Extract<When, { kind: 'recurring' }>;

export const weekdays: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
export const alwaysDraft: WhenDraft = { kind: 'always', once: null, weekly: null, rule: null };
const dayMs = 86_400_000;

/** Reads a stored `when` into fields; a recurrence that those of a week cannot say whole is read as a rule. */
export function readWhen(when: When): WhenDraft {
  if (when.kind === 'always') return alwaysDraft;
  if (when.kind === 'once') {
    const end = when.end === null ? '' : withoutZeroSeconds(when.end);
    return { ...alwaysDraft, kind: 'once', once: { start: withoutZeroSeconds(when.start), end } };
  }
  const weekly = readWeekly(when);
  return weekly === null ? { ...alwaysDraft, kind: 'rule', rule: readRule(when) } : { ...alwaysDraft, kind: 'weekly', weekly };
}

/** The parts of an RRULE value by name. */
export function partsOfRule(rule: string): ReadonlyMap<string, string> {
  return new Map(rule.split(';').map((part) => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']));
}

function readWeekly(when: Recurring): WeeklyFields | null {
  const rule = when.rules[0];
  if (rule === undefined || when.rules.length !== 1 || when.excludedStarts.length > 0 || when.addedStarts.length > 0) return null;
  const parts = partsOfRule(rule);
  const isKnown = [...parts.keys()].every((name) => ['FREQ', 'BYDAY', 'UNTIL', 'WKST', 'INTERVAL'].includes(name));
  const isDaily = parts.get('FREQ') === 'DAILY';
  const every = Number(parts.get('INTERVAL') ?? 1);
  const lengthMs = Date.parse(`${when.end}Z`) - Date.parse(`${when.start}Z`);
  if (!isKnown || (parts.get('FREQ') !== 'WEEKLY' && !isDaily) || !(lengthMs > 0 && lengthMs <= dayMs)) return null;
  // every second day is no week, and weeks that do not begin on Monday are counted otherwise
  if (!Number.isInteger(every) || every < 1 || (every > 1 && (isDaily || (parts.get('WKST') ?? 'MO') !== 'MO'))) return null;
  const until = /^(\d{4})(\d\d)(\d\d)T235959$/.exec(parts.get('UNTIL') ?? '');
  if (parts.has('UNTIL') && until === null) return null;
  const named = parts.get('BYDAY')?.split(',');
  const days = named ? weekdays.filter((day) => named.includes(day)) : isDaily ? weekdays : [weekdayOf(when.start)];
  // the fields begin on one of the days, a recurrence need not
  if ((named !== undefined && days.length !== named.length) || !days.includes(weekdayOf(when.start))) return null;
  return {
    ...{ days, every },
    from: withoutZeroSeconds(when.start).slice(11),
    to: withoutZeroSeconds(when.end).slice(11),
    firstDate: when.start.slice(0, 10),
    lastDate: until ? `${until[1]}-${until[2]}-${until[3]}` : '',
  };
}

function readRule({ start, end, rules, excludedStarts, addedStarts }: Recurring): RuleFields {
  return {
    start: withoutZeroSeconds(start),
    end: withoutZeroSeconds(end),
    rules: rules.join('\n'),
    excluded: excludedStarts.join('\n'),
    added: addedStarts.join('\n'),
  };
}

/** Writes the fields of the chosen kind as a `when`. Weekly ones need at least one day. */
export function writeWhen({ kind, once, weekly, rule }: WhenDraft): When {
  if (kind === 'once' && once !== null) return { kind, start: once.start, end: once.end === '' ? null : once.end };
  if (kind === 'weekly' && weekly !== null) return writeWeekly(weekly);
  if (kind === 'rule' && rule !== null) return writeRule(rule);
  return { kind: 'always' };
}

function writeWeekly({ days, every, from, to, firstDate, lastDate }: WeeklyFields): Recurring {
  // RFC 5545 counts DTSTART as an occurrence whether the rule yields it or not, so it must be one of the days
  let first = firstDate;
  for (let step = 0; step < 7 && !days.includes(weekdayOf(first)); step += 1) first = nextDate(first);
  const interval = Number(every) > 1 ? `;INTERVAL=${every}` : '';
  const until = lastDate === '' ? '' : `;UNTIL=${lastDate.replaceAll('-', '')}T235959`;
  return {
    kind: 'recurring',
    start: `${first}T${from}`,
    end: `${to > from ? first : nextDate(first)}T${to}`,
    rules: [`FREQ=WEEKLY${interval};BYDAY=${weekdays.filter((day) => days.includes(day)).join(',')}${until}`],
    excludedStarts: [],
    addedStarts: [],
  };
}

function writeRule({ start, end, rules, excluded, added }: RuleFields): Recurring {
  const starts = (text: string) =>
    text
      .split(/[\s,;]+/)
      .filter((one) => one !== '')
      .map((one) => (/^\d{4}-\d\d-\d\d$/.test(one) ? `${one}T${start.slice(11)}` : one));
  return {
    ...{ kind: 'recurring', start, end },
    rules: rules
      .split('\n')
      .map((line) => line.trim().replace(/^RRULE:/i, ''))
      .filter((line) => line !== ''),
    excludedStarts: starts(excluded),
    addedStarts: starts(added),
  };
}

/** The same draft with another kind. A kind that is chosen for the first time begins with what the present one says, where it can. */
export function switchWhen(draft: WhenDraft, kind: WhenDraft['kind'], today: string): WhenDraft {
  if (kind === 'once' && draft.once === null) return { ...draft, kind, once: { start: `${today}T08:00`, end: `${today}T18:00` } };
  if (kind === 'weekly' && draft.weekly === null) {
    const ruled = draft.kind === 'rule' && draft.rule !== null ? readWeekly(writeRule(draft.rule)) : null;
    return { ...draft, kind, weekly: ruled ?? firstWeekly(today) };
  }
  if (kind === 'rule' && draft.rule === null)
    return {
      ...draft,
      kind,
      rule: readRule(
        writeWeekly(draft.kind === 'weekly' && draft.weekly !== null && draft.weekly.days.length > 0 ? draft.weekly : firstWeekly(today)),
      ),
    };
  return { ...draft, kind };
}

function firstWeekly(today: string): WeeklyFields {
  return { days: weekdays.slice(0, 5), every: 1, from: '07:00', to: '19:00', firstDate: today, lastDate: '' };
}

/** The weekday of `YYYY-MM-DD…`. */
export function weekdayOf(local: string): Weekday {
  const sundayFirst = new Date(`${local.slice(0, 10)}T00:00Z`).getUTCDay();
  return weekdays[(sundayFirst + 6) % 7] ?? 'MO';
}

function nextDate(date: string): string {
  const nextMs = Date.parse(`${date}T00:00Z`) + dayMs;
  return Number.isNaN(nextMs) ? date : new Date(nextMs).toISOString().slice(0, 10);
}

function withoutZeroSeconds(local: string): string {
  return local.replace(/(T\d\d:\d\d):00$/, '$1');
}

/** A recurrence as a body takes it. */
export function keptBody({ rules, excludedStarts, addedStarts, ...when }: Recurring) {
  return { ...when, rules: [...rules], excludedStarts: [...excludedStarts], addedStarts: [...addedStarts] };
}
