import { parseRule, type When, type Zone } from '@gatecast/schedules';
import { zoneOf } from '@gatecast/zones';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportCalendar } from './export-calendar.ts';
import { importCalendar } from './import-calendar.ts';

const zones = ['Asia/Ho_Chi_Minh', 'Europe/Paris', 'Australia/Lord_Howe', 'America/St_Johns'].map(
  (name) => zoneOf(name, Date.UTC(2020, 0, 1), Date.UTC(2032, 0, 1)) ?? fail(name),
);

function fail(name: string): never {
  throw new Error(`this host does not know ${name}`);
}

const local = fc
  .date({ min: new Date('2021-01-01T00:00Z'), max: new Date('2030-12-31T00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 16));
const later = (start: string, minutes: number) => new Date(Date.parse(`${start}Z`) + minutes * 60_000).toISOString().slice(0, 16);
const rule = fc
  .tuple(
    fc.constantFrom(
      'FREQ=DAILY',
      'FREQ=WEEKLY;BYDAY=MO,WE',
      'FREQ=MONTHLY;BYDAY=-1FR',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
      'BYHOUR=8;FREQ=HOURLY',
    ),
    fc.constantFrom('', ';INTERVAL=3', ';COUNT=12', ';UNTIL=20300101T120000Z', ';WKST=SU'),
  )
  .map((parts) => parts.join(''));
const when: fc.Arbitrary<When> = fc.oneof(
  fc
    .tuple(local, fc.integer({ min: 1, max: 100_000 }))
    .map(([start, minutes]): When => ({ kind: 'once', start, end: later(start, minutes) })),
  fc
    .tuple(local, fc.integer({ min: 1, max: 10_000 }), fc.array(rule, { minLength: 1, maxLength: 3 }), fc.array(local), fc.array(local))
    .map(([start, minutes, rules, excludedStarts, addedStarts]): When => ({
      ...{ kind: 'recurring', start, end: later(start, minutes), rules, excludedStarts, addedStarts },
    })),
);
// a control character has no place in iCalendar text (RFC 5545, 3.3.11); names are trimmed and in NFC
const name = fc
  .string({ unit: fc.constantFrom('a', 'ế', '"', ';', ',', '\\', ':', '🚆', '\n', ' '), minLength: 1, maxLength: 200 })
  .map((text) => text.trim().normalize('NFC'))
  .filter((text) => text !== '' && text.length <= 200);

test('what is exported is imported as it was, whatever the name and the zone', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ uid: fc.uuid(), name, when }), { maxLength: 20 }),
      fc.constantFrom(...zones),
      (entries, zone: Zone) => {
        const exported = exportCalendar(
          entries.map((entry) => ({ ...entry, comment: null })),
          { zone, stampMs: 1_785_283_200_000 },
        );
        expect(exported.leftOut).toEqual([]);
        expect(exported.text.split('\r\n').every((line) => new TextEncoder().encode(line).length <= 76)).toBe(true);
        const found = importCalendar(exported.text, { zone: null, zoneNamed: (known) => (known === zone.name ? () => zone : null) });
        expect(found).toEqual({ kind: 'calendar', zone: zone.name, events: entries, refusals: [] });
      },
    ),
    { seed: 20260729, numRuns: 300 },
  );
});

test('an UNTIL on the wall is exported as the instant that it is', () => {
  const entry = {
    ...{ uid: 'u', name: 'n', comment: 'On only inside: Night' },
    when: {
      ...{ kind: 'recurring' as const, start: '2026-07-01T08:00', end: '2026-07-01T09:00', excludedStarts: [], addedStarts: [] },
      rules: ['freq=daily;until=20260705T080000'],
    },
  };
  const [zone = fail('Asia/Ho_Chi_Minh')] = zones;
  const { text } = exportCalendar([entry], { zone, stampMs: 0 });
  expect(text.split('\r\n').filter((line) => /^(RRULE|COMMENT|DTSTART|DTSTAMP)/.test(line))).toEqual([
    'DTSTART:19000101T000000',
    'DTSTAMP:19700101T000000Z',
    'COMMENT:On only inside: Night',
    'DTSTART;TZID=Asia/Ho_Chi_Minh:20260701T080000',
    'RRULE:FREQ=DAILY;UNTIL=20260705T010000Z',
  ]);
  expect(parseRule('FREQ=DAILY;UNTIL=20260705T010000Z').kind).toBe('parts');
});

test('an entry that is always on or never ends is no event, and the export says so', () => {
  const [zone = fail('Asia/Ho_Chi_Minh')] = zones;
  const exported = exportCalendar(
    [
      { uid: 'a', name: 'Base', when: { kind: 'always' }, comment: null },
      { uid: 'b', name: 'From now on', when: { kind: 'once', start: '2026-07-01T08:00', end: null }, comment: null },
    ],
    { zone, stampMs: 0 },
  );
  expect(exported.leftOut).toEqual([
    { uid: 'a', name: 'Base', message: 'it is always on: it has no occurrences' },
    { uid: 'b', name: 'From now on', message: 'it never ends: an event does' },
  ]);
  expect(exported.text).not.toContain('VEVENT');
});
