import type { ZoneAt } from '@gatecast/schedules';
import ICAL from 'ical.js';
import { eventLines } from './event-lines.ts';
import { readEvent } from './read-event.ts';
import type { ImportedEvent, ImportRefusal } from './read-event.ts';
import { siteClock } from './site-clock.ts';

export type ImportOptions = {
  /** The zone of the site that the times will be local to; null: the calendar's own. */
  readonly zone: string | null;
  /** Zones by IANA name, null for one that is not known. */
  readonly zoneNamed: (name: string) => ZoneAt | null;
};

export type ImportedCalendar =
  | {
      readonly kind: 'calendar';
      /** What the times are local to; null where all are floating. */
      readonly zone: string | null;
      readonly events: readonly ImportedEvent[];
      /** What is not taken over, each with its reason. */
      readonly refusals: readonly ImportRefusal[];
    }
  | {
      readonly kind: 'refused';
      readonly code: 'bad-input' | 'unknown-zone' | 'too-large';
      readonly message: string;
      readonly limit?: number;
    };

const maxLength = 1024 * 1024;
const maxEvents = 2_000;

/**
 * The events of an iCalendar text (RFC 5545), each as a name and a plan's `when`. A moved occurrence (RECURRENCE-ID) is left out of its series
 * and stands as an event of its own. What a plan cannot hold is told in `refusals`, never dropped.
 */
export function importCalendar(text: string, { zone, zoneNamed }: ImportOptions): ImportedCalendar {
  if (text.length > maxLength) {
    return { kind: 'refused', code: 'too-large', message: `a calendar has at most ${maxLength} characters`, limit: maxLength };
  }
  const lines = eventLines(text);
  if (lines === null) return { kind: 'refused', code: 'bad-input', message: 'this is no iCalendar text: a VCALENDAR that begins and ends' };
  if (lines.events.length > maxEvents) {
    return { kind: 'refused', code: 'too-large', message: `a calendar has at most ${maxEvents} events`, limit: maxEvents };
  }
  const calendar = readRest(lines.rest);
  if (calendar === null)
    return { kind: 'refused', code: 'bad-input', message: 'the VTIMEZONEs or properties of the calendar cannot be read' };
  if (zone !== null && zoneNamed(zone) === null)
    return { kind: 'refused', code: 'unknown-zone', message: `the zone ${zone.slice(0, 60)} is not known` };
  const site = zone ?? ownZone(calendar, lines.events, zoneNamed);
  const clock = siteClock({ site, zoneNamed, described: zonesIn(calendar) });
  const events: ImportedEvent[] = [];
  const refusals: ImportRefusal[] = lines.strangers.map((component) => ({
    kind: 'refused',
    uid: null,
    name: null,
    code: 'unsupported',
    message: `a ${component} is no event`,
  }));
  const replaced = new Map<string, string[]>();
  for (const one of lines.events) {
    const read = readEvent(one, clock);
    if (read.kind === 'refused') refusals.push(read);
    else if (read.event !== null) events.push(read.event);
    if (read.kind === 'override') replaced.set(read.uid, [...(replaced.get(read.uid) ?? []), read.start]);
  }
  return { kind: 'calendar', zone: site, events: events.map((event) => withoutStarts(event, replaced)), refusals };
}

/** The series without the occurrences that stand elsewhere or were called off. */
function withoutStarts(event: ImportedEvent, replaced: ReadonlyMap<string, readonly string[]>): ImportedEvent {
  const { uid, when } = event;
  const starts = uid === null ? undefined : replaced.get(uid);
  if (starts === undefined || when.kind !== 'recurring') return event;
  return { ...event, when: { ...when, excludedStarts: [...new Set([...when.excludedStarts, ...starts])] } };
}

function readRest(rest: readonly string[]): ICAL.Component | null {
  try {
    return ICAL.Component.fromString(rest.join('\r\n'));
  } catch {
    // ical.js throws for a value that is not of its type; without its zones a calendar cannot be read
    return null;
  }
}

function zonesIn(calendar: ICAL.Component): ReadonlyMap<string, ICAL.Timezone> {
  const zones = calendar.getAllSubcomponents('vtimezone').map((component) => new ICAL.Timezone(component));
  return new Map(zones.map((zone) => [zone.tzid, zone]));
}

/** What the calendar says of itself, else what its first event with a zone is in. */
function ownZone(
  calendar: ICAL.Component,
  events: readonly { readonly lines: readonly string[] }[],
  zoneNamed: ImportOptions['zoneNamed'],
): string | null {
  const said: unknown = calendar.getFirstPropertyValue('x-wr-timezone');
  const tzids = events.flatMap(({ lines }) => lines.flatMap((line) => /^DTSTART[^:]*;TZID="?([^":;]+)/i.exec(line)?.[1] ?? []));
  const isUtc = events.some(({ lines }) => lines.some((line) => /^DTSTART[^:]*:\d{8}T\d{6}Z$/i.test(line)));
  const candidates = [...(typeof said === 'string' ? [said] : []), ...tzids, ...(isUtc ? ['UTC'] : [])];
  for (const name of candidates) {
    const zone = zoneNamed(name);
    if (zone !== null) return zone(0).name;
  }
  return null;
}
