import type { ZoneAt } from '@gatecast/schedules';
import { zoneOf } from '@gatecast/zones';
import { expect, test } from 'vitest';
import { importCalendar } from './import-calendar.ts';

const decades = new Map<string, ReturnType<typeof zoneOf>>();
const zoneNamed = (name: string): ZoneAt | null => {
  const zone = decades.get(name) ?? zoneOf(name, Date.UTC(2020, 0, 1), Date.UTC(2032, 0, 1));
  decades.set(name, zone);
  return zone === null ? null : () => zone;
};

const hanoi = 'Asia/Ho_Chi_Minh';

function calendar(...events: readonly (readonly string[])[]): string {
  return wrapped(events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']));
}

function wrapped(lines: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

function imported(text: string, zone: string | null = hanoi): unknown {
  const found = importCalendar(text, { zone, zoneNamed });
  if (found.kind === 'refused') return found;
  return {
    zone: found.zone,
    whens: found.events.map(({ name, when }) => ({ name, ...when })),
    refusals: found.refusals.map(({ name, code }) => `${name ?? '-'}: ${code}`),
  };
}

const refused = (name: string, code: string) => ({ zone: hanoi, whens: [], refusals: [`${name}: ${code}`] });
const once = (name: string, start: string, end: string) => ({ name, kind: 'once', start, end });
const recurring = (name: string, start: string, end: string, more: object) => ({
  ...{ name, kind: 'recurring', start, end, rules: [], excludedStarts: [], addedStarts: [] },
  ...more,
});

test('a calendar as Google writes it: folded lines, an escaped name, an alarm, and a zone of the calendar', () => {
  const text = wrapped([
    'X-WR-TIMEZONE:Asia/Saigon',
    'BEGIN:VEVENT',
    'DTSTART;TZID=Asia/Ho_Chi_Minh:20260701T080000',
    'DTEND;TZID=Asia/Ho_Chi_Minh:20260701T173000',
    'RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20261231T165959Z;BYDAY=MO,',
    ' FR',
    'EXDATE;TZID=Asia/Ho_Chi_Minh:20260703T080000,20260706T080000',
    'UID:a@google.com',
    'SUMMARY:Quầy thông tin\\, cửa 3',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'DESCRIPTION:SUMMARY:not the name',
    'TRIGGER:-P0DT0H10M0S',
    'END:VALARM',
    'END:VEVENT',
  ]);
  expect(imported(text, null)).toEqual({
    zone: hanoi,
    whens: [
      recurring('Quầy thông tin, cửa 3', '2026-07-01T08:00', '2026-07-01T17:30', {
        rules: ['FREQ=WEEKLY;WKST=MO;UNTIL=20261231T165959Z;BYDAY=MO,FR'],
        excludedStarts: ['2026-07-03T08:00', '2026-07-06T08:00'],
      }),
    ],
    refusals: [],
  });
});

const outlookZone = (tzid: string, dstMonth: number) => [
  'BEGIN:VTIMEZONE',
  `TZID:${tzid}`,
  'BEGIN:STANDARD',
  'DTSTART:16010101T030000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  `RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=${dstMonth}`,
  'END:DAYLIGHT',
  'END:VTIMEZONE',
];
const inOutlookZone = (dstMonth: number) =>
  wrapped([
    ...outlookZone('Romance Standard Time', dstMonth),
    'BEGIN:VEVENT',
    'SUMMARY:Paris',
    'DTSTART;TZID="Romance Standard Time":20260701T080000',
    'DTEND;TZID="Romance Standard Time":20260701T090000',
    'RRULE:FREQ=DAILY',
    'END:VEVENT',
  ]);

test('a zone under a name of Outlook is the one of the site where its clocks show the same, and is not where they do not', () => {
  expect(imported(inOutlookZone(3), 'Europe/Paris')).toEqual({
    zone: 'Europe/Paris',
    whens: [recurring('Paris', '2026-07-01T08:00', '2026-07-01T09:00', { rules: ['FREQ=DAILY'] })],
    refusals: [],
  });
  expect(imported(inOutlookZone(5), 'Europe/Paris')).toEqual({ zone: 'Europe/Paris', whens: [], refusals: ['Paris: other-zone'] });
});

test('a single event of another zone is moved to the clocks of the site, a series is refused', () => {
  const tokyo = ['DTSTART;TZID=Asia/Tokyo:20260701T080000', 'DTEND:20260701T000000Z'];
  expect(imported(calendar(['SUMMARY:One', ...tokyo], ['SUMMARY:Many', ...tokyo, 'RRULE:FREQ=DAILY']))).toEqual({
    zone: hanoi,
    whens: [once('One', '2026-07-01T06:00', '2026-07-01T07:00')],
    refusals: ['Many: other-zone'],
  });
});

test('days without a time last to the midnight after, and their UNTIL is a midnight', () => {
  expect(
    imported(
      calendar(
        ['SUMMARY:Day', 'DTSTART;VALUE=DATE:20260902'],
        ['SUMMARY:Weekend', 'DTSTART;VALUE=DATE:20260905', 'DTEND;VALUE=DATE:20260907', 'RRULE:FREQ=WEEKLY;UNTIL=20261001;BYHOUR=9'],
      ),
    ),
  ).toEqual({
    zone: hanoi,
    whens: [
      once('Day', '2026-09-02T00:00', '2026-09-03T00:00'),
      recurring('Weekend', '2026-09-05T00:00', '2026-09-07T00:00', { rules: ['FREQ=WEEKLY;UNTIL=20261001T000000'] }),
    ],
    refusals: [],
  });
});

test.each<readonly [string, readonly string[], string, string]>([
  ['hours pass, whatever the clocks say', ['TZID=Europe/Berlin:20260328T220000', 'PT6H'], '2026-03-28T22:00', '2026-03-29T05:00'],
  ['in autumn too', ['TZID=Europe/Berlin:20261024T220000', 'PT6H'], '2026-10-24T22:00', '2026-10-25T03:00'],
  ['a day is a day of the clocks', ['TZID=Europe/Berlin:20260328T220000', 'P1D'], '2026-03-28T22:00', '2026-03-29T22:00'],
  ['days go first, then hours', ['TZID=Europe/Berlin:20260328T010000', 'P1DT3H'], '2026-03-28T01:00', '2026-03-29T05:00'],
  ['a week is one of the clocks of the event', ['TZID=America/New_York:20260301T120000', 'P1W'], '2026-03-01T18:00', '2026-03-08T17:00'],
  ['minutes of an event in UTC', ['X-ANY=1:20260329T003000Z', 'PT90M'], '2026-03-29T01:30', '2026-03-29T04:00'],
])('the end that a duration comes to (RFC 5545, 3.3.6): %s', (name, [dtstart, duration], start, end) => {
  const text = calendar([`SUMMARY:${name}`, `DTSTART;${dtstart}`, `DURATION:${duration}`]);
  expect(imported(text, 'Europe/Berlin')).toEqual({ zone: 'Europe/Berlin', whens: [once(name, start, end)], refusals: [] });
});

test('a series keeps the length of its duration by the wall, also where the clocks change in its first occurrence', () => {
  const text = calendar(['SUMMARY:Night', 'DTSTART;TZID=Europe/Berlin:20260328T220000', 'DURATION:PT6H', 'RRULE:FREQ=DAILY']);
  expect(imported(text, 'Europe/Berlin')).toEqual({
    zone: 'Europe/Berlin',
    whens: [recurring('Night', '2026-03-28T22:00', '2026-03-29T04:00', { rules: ['FREQ=DAILY'] })],
    refusals: [],
  });
});

test('a moved occurrence leaves its series and stands by itself, a cancelled one only leaves', () => {
  const series = ['UID:s', 'SUMMARY:Series', 'DTSTART:20260701T080000', 'DURATION:PT90M', 'RRULE:FREQ=DAILY', 'RDATE:20260710T200000'];
  expect(
    imported(
      calendar(['UID:s', 'SUMMARY:Moved', 'RECURRENCE-ID:20260703T080000', 'DTSTART:20260703T100000', 'DTEND:20260703T110000'], series, [
        'UID:s',
        'RECURRENCE-ID:20260704T010000Z',
        'DTSTART:20260704T080000',
        'DTEND:20260704T090000',
        'STATUS:CANCELLED',
      ]),
    ),
  ).toEqual({
    zone: hanoi,
    whens: [
      once('Moved', '2026-07-03T10:00', '2026-07-03T11:00'),
      recurring('Series', '2026-07-01T08:00', '2026-07-01T09:30', {
        rules: ['FREQ=DAILY'],
        excludedStarts: ['2026-07-03T08:00', '2026-07-04T08:00'],
        addedStarts: ['2026-07-10T20:00'],
      }),
    ],
    refusals: [],
  });
});

const hour = ['DTSTART:20260701T080000', 'DTEND:20260701T090000'];

test.each<readonly [string, readonly string[], string]>([
  ['an event without a length', ['DTSTART:20260701T080000'], 'empty-span'],
  ['an end before the start', ['DTSTART:20260701T080000', 'DTEND:20260701T070000'], 'empty-span'],
  ['no start', ['DTEND:20260701T070000'], 'bad-time'],
  ['a day that does not exist', ['DTSTART:20260230T080000', 'DURATION:PT1H'], 'bad-time'],
  ['an end of another type', ['DTSTART:20260701T080000', 'DTEND;VALUE=DATE:20260702'], 'bad-time'],
  ['a zone that nobody knows', ['DTSTART;TZID=Hanoi Time:20260701T080000', 'DURATION:PT1H'], 'other-zone'],
  ['a rule that is none', [...hour, 'RRULE:FREQ=FORTNIGHTLY'], 'bad-rule'],
  ['a rule of minutes', [...hour, 'RRULE:FREQ=MINUTELY'], 'unsupported-rule'],
  ['a day as UNTIL of a time', [...hour, 'RRULE:FREQ=DAILY;UNTIL=20260801'], 'bad-rule'],
  ['an occurrence of two years', ['DTSTART:20260701T080000', 'DTEND:20280701T080000', 'RRULE:FREQ=YEARLY'], 'out-of-range'],
  ['nine rules', [...hour, ...Array.from({ length: 9 }, (_, index) => `RRULE:FREQ=DAILY;INTERVAL=${index + 1}`)], 'out-of-range'],
  ['a period', [...hour, 'RDATE;VALUE=PERIOD:20260702T080000Z/PT1H'], 'bad-time'],
  ['EXRULE', [...hour, 'RRULE:FREQ=DAILY', 'EXRULE:FREQ=WEEKLY'], 'unsupported'],
  ['this and all that follow', [...hour, 'UID:x', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20260701T080000'], 'unsupported'],
  ['what was called off', [...hour, 'STATUS:CANCELLED'], 'cancelled'],
  ['a name of more than 200 letters', [...hour, `DESCRIPTION:x`, `SUMMARY:${'é'.repeat(201)}`], 'out-of-range'],
])('tells of %s, and why it is not taken over', (what, lines, code) => {
  const named = lines.some((line) => line.startsWith('SUMMARY')) ? lines : [`SUMMARY:${what}`, ...lines];
  const name = named.find((line) => line.startsWith('SUMMARY:'))?.slice('SUMMARY:'.length, 'SUMMARY:'.length + 200) ?? '';
  expect(imported(calendar(named))).toEqual(refused(name, code));
});

test('an event that cannot be read spoils no other, and what is no event is told of', () => {
  const text = wrapped([
    'BEGIN:VTODO',
    'SUMMARY:Sweep',
    'END:VTODO',
    'BEGIN:VEVENT',
    'no colon at all',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'SUMMARY:Fine',
    ...hour,
    'END:VEVENT',
  ]);
  expect(imported(text)).toEqual({
    zone: hanoi,
    whens: [once('Fine', '2026-07-01T08:00', '2026-07-01T09:00')],
    refusals: ['-: unsupported', '-: bad-event'],
  });
});

test('what is no calendar, or too much of one, is refused whole', () => {
  expect(imported('{"events": []}')).toMatchObject({ kind: 'refused', code: 'bad-input' });
  expect(imported('BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR')).toMatchObject({ kind: 'refused', code: 'bad-input' });
  expect(imported(calendar(hour), 'Mars/Olympus')).toMatchObject({ kind: 'refused', code: 'unknown-zone' });
  expect(imported('x'.repeat(1024 * 1024 + 1))).toMatchObject({ kind: 'refused', code: 'too-large', limit: 1024 * 1024 });
  expect(imported(calendar(...Array.from({ length: 2_001 }, () => hour)))).toMatchObject({
    kind: 'refused',
    code: 'too-large',
    limit: 2_000,
  });
});
