import { planSchema } from '@gatecast/protocol';
import { parseLocalDateTime, type LocalDateTime, type When } from '@gatecast/schedules';
import ICAL from 'ical.js';
import type { EventLines } from './event-lines.ts';
import { eventRule } from './event-rule.ts';
import { formatWall } from './format-wall.ts';
import { readTimes } from './read-times.ts';
import type { EventTime, SiteClock } from './site-clock.ts';

export type ImportedEvent = {
  readonly uid: string | null;
  readonly name: string;
  readonly when: When;
};

/** Why an event is not taken over; `uid` and `name` as far as they could be read. */
export type ImportRefusal = {
  readonly kind: 'refused';
  readonly uid: string | null;
  readonly name: string | null;
  readonly code:
    | 'bad-event'
    | 'bad-time'
    | 'bad-rule'
    | 'unsupported-rule'
    | 'out-of-range'
    | 'empty-span'
    | 'other-zone'
    | 'cancelled'
    | 'unsupported';
  readonly message: string;
  readonly limit?: number;
};

export type ReadEvent =
  | { readonly kind: 'event'; readonly event: ImportedEvent }
  /** One occurrence of the series with this uid that was moved or changed (`event`), or called off (null). */
  | { readonly kind: 'override'; readonly uid: string; readonly start: LocalDateTime; readonly event: ImportedEvent | null }
  | ImportRefusal;

const entryShape = planSchema.shape.entries.element.shape;
const maxRecurringDays = 366;
const dayMs = 86_400_000;

/** One VEVENT as a name and a `when` in the local time of a site. */
export function readEvent({ lines, rules }: EventLines, clock: SiteClock): ReadEvent {
  let event: ICAL.Component;
  try {
    const calendar = ICAL.Component.fromString(['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\r\n'));
    const found = calendar.getFirstSubcomponent('vevent');
    if (found === null) return refusalOf(null, null)('bad-event', 'the event is empty');
    event = found;
  } catch (error) {
    // ical.js throws for a value that is not of its type; nothing of the event can be relied on then
    return refusalOf(null, null)('bad-event', error instanceof Error ? error.message : String(error));
  }
  const uid = textOf(event, 'uid');
  const name = textOf(event, 'summary') ?? uid ?? 'event';
  const refuse = refusalOf(uid, name.slice(0, 200));
  const isCancelled = textOf(event, 'status')?.toUpperCase() === 'CANCELLED';
  const override = overrideOf(event, uid, clock, refuse);
  if (override?.kind === 'refused') return override;
  if (isCancelled)
    return override === null ? refuse('cancelled', 'the event is cancelled') : { kind: 'override', ...override.of, event: null };
  if (event.hasProperty('exrule')) return refuse('unsupported', 'EXRULE is not supported: RFC 5545 has taken it out; EXDATE is');
  const when = whenOf(event, override === null ? rules : [], clock, refuse);
  if (when.kind === 'refused') return when;
  const judged = entryShape.when.safeParse(when);
  const judgedName = entryShape.name.safeParse(name);
  const [issue] = [...(judgedName.error?.issues ?? []), ...(judged.error?.issues ?? [])];
  if (issue !== undefined) {
    const field = judgedName.success ? issue.path.join('.') : 'SUMMARY';
    return refuse('out-of-range', `${field}: ${issue.message}`, issue.code === 'too_big' ? Number(issue.maximum) : undefined);
  }
  const imported = { uid, name, when };
  return override === null ? { kind: 'event', event: imported } : { kind: 'override', ...override.of, event: imported };
}

type Refuse = (code: ImportRefusal['code'], message: string, limit?: number) => ImportRefusal;

function refusalOf(uid: string | null, name: string | null): Refuse {
  return (code, message, limit) => ({ kind: 'refused', uid, name, code, message, ...(limit === undefined ? {} : { limit }) });
}

function overrideOf(
  event: ICAL.Component,
  uid: string | null,
  clock: SiteClock,
  refuse: Refuse,
): { readonly kind: 'of'; readonly of: { readonly uid: string; readonly start: LocalDateTime } } | ImportRefusal | null {
  const property = event.getFirstProperty('recurrence-id');
  if (property === null) return null;
  if (property.getParameter('range') !== undefined) {
    return refuse('unsupported', 'RECURRENCE-ID with RANGE is not supported: end the series there and begin another');
  }
  const [time] = readTimes(event, 'recurrence-id') ?? [];
  const start = time === undefined ? null : clock.localIn(time);
  if (start === null || uid === null) return refuse('bad-event', 'RECURRENCE-ID does not say which occurrence of which series');
  return { kind: 'of', of: { uid, start } };
}

function whenOf(event: ICAL.Component, rules: readonly string[], clock: SiteClock, refuse: Refuse): When | ImportRefusal {
  const [first, ...more] = readTimes(event, 'dtstart') ?? [];
  if (first === undefined || more.length > 0) return refuse('bad-time', 'DTSTART is not one date, or date and time');
  const start = clock.localIn(first);
  if (start === null) return refuse('other-zone', `the zone ${first.zone ?? ''} is not known, and no VTIMEZONE tells what it is`);
  const listed = listedOf(event, first.isDate, clock);
  if (listed === null)
    return refuse('bad-time', 'EXDATE and RDATE are of the type of DTSTART, without periods, and in a zone that is known');
  const isSingle = rules.length === 0 && listed.added.length === 0;
  const end = endOf(event, { first, start, isSingle }, clock);
  if (end === null) return refuse('bad-time', 'DTEND or DURATION is not a time, or its zone is not known');
  const lengthMs = (parseLocalDateTime(end) ?? 0) - (parseLocalDateTime(start) ?? 0);
  if (lengthMs <= 0) return refuse('empty-span', 'the event has no length: give it a DTEND after its DTSTART, or a DURATION');
  if (isSingle) return { kind: 'once', start, end };
  if (rules.length > 0 && !clock.isSame(first.zone)) {
    return refuse('other-zone', `the rule counts in ${first.zone ?? ''}, the plan in the zone of its site`);
  }
  if (lengthMs > maxRecurringDays * dayMs) {
    return refuse('out-of-range', `an occurrence lasts at most ${maxRecurringDays} days`, maxRecurringDays);
  }
  const texts: string[] = [];
  for (const text of rules) {
    const rule = eventRule(text, first.isDate);
    if (rule.kind === 'fault') return refuse(rule.code, rule.message, rule.limit);
    texts.push(rule.text);
  }
  return { kind: 'recurring', start, end, rules: texts, excludedStarts: listed.excluded, addedStarts: listed.added };
}

type Begun = { readonly first: EventTime; readonly start: LocalDateTime; readonly isSingle: boolean };

/** By DTEND, by DURATION, or of a date alone the day itself (RFC 5545, 3.6.1). */
function endOf(event: ICAL.Component, { first, start, isSingle }: Begun, clock: SiteClock): LocalDateTime | null {
  const startMs = parseLocalDateTime(start);
  const firstMs = parseLocalDateTime(first.local);
  if (startMs === null || firstMs === null) return null;
  if (event.hasProperty('dtend')) {
    const [time] = readTimes(event, 'dtend') ?? [];
    return time === undefined || time.isDate !== first.isDate ? null : clock.localIn(time);
  }
  const duration: unknown = event.getFirstPropertyValue('duration');
  if (!(duration instanceof ICAL.Duration)) return event.hasProperty('duration') ? null : formatWall(startMs + (first.isDate ? dayMs : 0));
  // a plan holds the length of a series by the wall: an hour that its first occurrence gains or loses is not that of all the others
  if (!isSingle) return formatWall(startMs + duration.toSeconds() * 1_000);
  // RFC 5545, 3.3.6: weeks and days are counted on the clocks of the event, then hours, minutes and seconds as they pass
  const sign = duration.isNegative ? -1 : 1;
  const days = clock.localIn({ ...first, local: formatWall(firstMs + sign * (duration.weeks * 7 + duration.days) * dayMs) });
  const exactMs = sign * (duration.hours * 3_600 + duration.minutes * 60 + duration.seconds) * 1_000;
  return days === null ? null : clock.later(days, exactMs);
}

type Listed = { readonly excluded: readonly LocalDateTime[]; readonly added: readonly LocalDateTime[] };

function listedOf(event: ICAL.Component, isDate: boolean, clock: SiteClock): Listed | null {
  const [excluded, added] = ['exdate', 'rdate'].map((name) => {
    const times = readTimes(event, name);
    if (times === null || times.some((time) => time.isDate !== isDate)) return null;
    const locals = times.map((time) => clock.localIn(time)).filter((local) => local !== null);
    return locals.length === times.length ? locals : null;
  });
  return excluded === null || excluded === undefined || added === null || added === undefined ? null : { excluded, added };
}

function textOf(event: ICAL.Component, name: string): string | null {
  const value: unknown = event.getFirstPropertyValue(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim().normalize('NFC') : null;
}
