import { instantOf, parseRule, type LocalDateTime, type When, type Zone } from '@gatecast/schedules';
import ICAL from 'ical.js';
import { vtimezoneOf } from './vtimezone.ts';

export type ExportedEntry = {
  /** Unique over all calendars: an address, or a random id. */
  readonly uid: string;
  readonly name: string;
  readonly when: When;
  /** What an event cannot say, for people, such as the dayparts that narrow it. */
  readonly comment: string | null;
};

export type ExportedCalendar = {
  /** iCalendar text with CRLF, lines folded. */
  readonly text: string;
  /** Entries that are no events, each with its reason. */
  readonly leftOut: readonly { readonly uid: string; readonly name: string; readonly message: string }[];
};

/** One VEVENT for each entry that has occurrences (RFC 5545), in the zone of the site, which is described from its transitions. */
export function exportCalendar(
  entries: readonly ExportedEntry[],
  { zone, stampMs }: { readonly zone: Zone; readonly stampMs: number },
): ExportedCalendar {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', '-//Gatecast//Gatecast//EN');
  calendar.addPropertyWithValue('x-wr-timezone', zone.name);
  calendar.addSubcomponent(vtimezoneOf(zone));
  const leftOut: { uid: string; name: string; message: string }[] = [];
  for (const { uid, name, when, comment } of entries) {
    if (when.kind === 'always' || when.end === null) {
      leftOut.push({ uid, name, message: whyLeftOut(when, comment) });
      continue;
    }
    const event = new ICAL.Component('vevent');
    event.addPropertyWithValue('uid', uid);
    event.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(new Date(stampMs), true));
    event.addPropertyWithValue('summary', name);
    if (comment !== null) event.addPropertyWithValue('comment', comment);
    event.addProperty(localProperty('dtstart', [when.start], zone));
    event.addProperty(localProperty('dtend', [when.end], zone));
    if (when.kind === 'recurring') addRecurrence(event, when, zone);
    calendar.addSubcomponent(event);
  }
  return { text: `${calendar.toString()}\r\n`, leftOut };
}

function whyLeftOut(when: When, comment: string | null): string {
  if (when.kind !== 'always') return 'it never ends: an event does';
  if (comment === null) return 'it is always on: it has no occurrences';
  return `it has no occurrences of its own (${comment})`;
}

function addRecurrence(event: ICAL.Component, when: Extract<When, { kind: 'recurring' }>, zone: Zone): void {
  for (const rule of when.rules) {
    // as pairs of text, since ical.js would put the parts that it knows into an order of its own
    const parts = ruleInUtc(rule, zone)
      .split(';')
      .map((part) => part.split('=', 2));
    event.addProperty(new ICAL.Property(['rrule', {}, 'recur', Object.fromEntries(parts)]));
  }
  if (when.excludedStarts.length > 0) event.addProperty(localProperty('exdate', when.excludedStarts, zone));
  if (when.addedStarts.length > 0) event.addProperty(localProperty('rdate', when.addedStarts, zone));
}

function localProperty(name: string, locals: readonly LocalDateTime[], zone: Zone): ICAL.Property {
  return new ICAL.Property([
    name,
    { tzid: zone.name },
    'date-time',
    ...locals.map((local) => (local.length === 16 ? `${local}:00` : local)),
  ]);
}

/** RFC 5545 wants UNTIL in UTC beside a zone; a plan may say it on the wall. */
function ruleInUtc(rule: string, zone: Zone): string {
  const parsed = parseRule(rule);
  if (parsed.kind === 'fault' || parsed.parts.until?.kind !== 'local') return rule.toUpperCase();
  const local = new Date(parsed.parts.until.wallMs).toISOString().slice(0, 19);
  // a start at UNTIL itself is still in: its instant is the first that the wall shows
  const instant = new Date(instantOf(zone, local, 'start') ?? 0).toISOString();
  return rule.toUpperCase().replace(/UNTIL=\d{8}T\d{6}/, `UNTIL=${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`);
}
