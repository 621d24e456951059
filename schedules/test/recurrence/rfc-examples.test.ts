import { expect, test } from 'vitest';
import { recur } from '../../src/recurrence/recur.ts';
import type { RecurRequest } from '../../src/index.ts';
import { newYork1990s } from './new-york-1990s.ts';

// The examples of RFC 5545, 3.8.5.3, as printed there. MINUTELY is refused here, so its examples stand as the hours and minutes that they say
// they are equal to. The UNTIL of the HOURLY one, 17:00Z, is 13:00 in New York; what is printed beneath it needs 21:00Z, as below.

function starts(
  start: string,
  rules: readonly string[],
  count: number | null,
  more: Partial<RecurRequest> = {},
): readonly string[] | string {
  const zone = () => newYork1990s;
  const found = recur({ start, zone, rules, excluded: [], added: [], count, from: null, until: null, ...more });
  return found.kind === 'fault' ? found.message : found.starts.map(({ wallMs }) => new Date(wallMs).toISOString().slice(0, 16));
}

/** `1997-09: 2 3` is two starts at 09:00. */
function dates(...months: readonly string[]): readonly string[] {
  return months.flatMap((text) => {
    const [month = '', days = ''] = text.split(': ');
    return days.split(' ').map((day) => `${month}-${day.padStart(2, '0')}T09:00`);
  });
}

const allDays = (month: string, from: number, to: number) =>
  `${month}: ${Array.from({ length: to - from + 1 }, (_, index) => from + index).join(' ')}`;

const examples: readonly (readonly [start: string, rule: string, starts: readonly string[]])[] = [
  ['1997-09-02', 'FREQ=DAILY;COUNT=10', dates(allDays('1997-09', 2, 11))],
  [
    '1997-09-02',
    'FREQ=DAILY;UNTIL=19971224T000000Z',
    dates(allDays('1997-09', 2, 30), allDays('1997-10', 1, 31), allDays('1997-11', 1, 30), allDays('1997-12', 1, 23)),
  ],
  ['1997-09-02', 'FREQ=DAILY;INTERVAL=2', dates('1997-09: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30', '1997-10: 2 4 6')],
  ['1997-09-02', 'FREQ=DAILY;INTERVAL=10;COUNT=5', dates('1997-09: 2 12 22', '1997-10: 2 12')],
  [
    '1998-01-01',
    'FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA',
    dates(allDays('1998-01', 1, 31), allDays('1999-01', 1, 31), allDays('2000-01', 1, 31)),
  ],
  [
    '1998-01-01',
    'FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1',
    dates(allDays('1998-01', 1, 31), allDays('1999-01', 1, 31), allDays('2000-01', 1, 31)),
  ],
  ['1997-09-02', 'FREQ=WEEKLY;COUNT=10', dates('1997-09: 2 9 16 23 30', '1997-10: 7 14 21 28', '1997-11: 4')],
  [
    '1997-09-02',
    'FREQ=WEEKLY;UNTIL=19971224T000000Z',
    dates('1997-09: 2 9 16 23 30', '1997-10: 7 14 21 28', '1997-11: 4 11 18 25', '1997-12: 2 9 16 23'),
  ],
  [
    '1997-09-02',
    'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
    dates('1997-09: 2 16 30', '1997-10: 14 28', '1997-11: 11 25', '1997-12: 9 23', '1998-01: 6 20', '1998-02: 3 17'),
  ],
  ['1997-09-02', 'FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH', dates('1997-09: 2 4 9 11 16 18 23 25 30', '1997-10: 2')],
  ['1997-09-02', 'FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH', dates('1997-09: 2 4 9 11 16 18 23 25 30', '1997-10: 2')],
  [
    '1997-09-01',
    'FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR',
    dates('1997-09: 1 3 5 15 17 19 29', '1997-10: 1 3 13 15 17 27 29 31', '1997-11: 10 12 14 24 26 28', '1997-12: 8 10 12 22'),
  ],
  ['1997-09-02', 'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH', dates('1997-09: 2 4 16 18 30', '1997-10: 2 14 16')],
  [
    '1997-09-05',
    'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
    dates(
      '1997-09: 5',
      '1997-10: 3',
      '1997-11: 7',
      '1997-12: 5',
      '1998-01: 2',
      '1998-02: 6',
      '1998-03: 6',
      '1998-04: 3',
      '1998-05: 1',
      '1998-06: 5',
    ),
  ],
  ['1997-09-05', 'FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR', dates('1997-09: 5', '1997-10: 3', '1997-11: 7', '1997-12: 5')],
  [
    '1997-09-07',
    'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
    dates('1997-09: 7 28', '1997-11: 2 30', '1998-01: 4 25', '1998-03: 1 29', '1998-05: 3 31'),
  ],
  [
    '1997-09-22',
    'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
    dates('1997-09: 22', '1997-10: 20', '1997-11: 17', '1997-12: 22', '1998-01: 19', '1998-02: 16'),
  ],
  [
    '1997-09-28',
    'FREQ=MONTHLY;BYMONTHDAY=-3',
    dates('1997-09: 28', '1997-10: 29', '1997-11: 28', '1997-12: 29', '1998-01: 29', '1998-02: 26'),
  ],
  [
    '1997-09-02',
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15',
    dates('1997-09: 2 15', '1997-10: 2 15', '1997-11: 2 15', '1997-12: 2 15', '1998-01: 2 15'),
  ],
  [
    '1997-09-30',
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
    dates('1997-09: 30', '1997-10: 1 31', '1997-11: 1 30', '1997-12: 1 31', '1998-01: 1 31', '1998-02: 1'),
  ],
  [
    '1997-09-10',
    'FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
    dates('1997-09: 10 11 12 13 14 15', '1999-03: 10 11 12 13'),
  ],
  [
    '1997-09-02',
    'FREQ=MONTHLY;INTERVAL=2;BYDAY=TU',
    dates('1997-09: 2 9 16 23 30', '1997-11: 4 11 18 25', '1998-01: 6 13 20 27', '1998-03: 3 10 17 24 31'),
  ],
  [
    '1997-06-10',
    'FREQ=YEARLY;COUNT=10;BYMONTH=6,7',
    dates(...[1997, 1998, 1999, 2000, 2001].flatMap((year) => [`${year}-06: 10`, `${year}-07: 10`])),
  ],
  [
    '1997-03-10',
    'FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3',
    dates('1997-03: 10', ...[1999, 2001, 2003].flatMap((year) => [`${year}-01: 10`, `${year}-02: 10`, `${year}-03: 10`])),
  ],
  [
    '1997-01-01',
    'FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200',
    dates(
      ...['1997-01: 1', '1997-04: 10', '1997-07: 19', '2000-01: 1', '2000-04: 9', '2000-07: 18'],
      ...['2003-01: 1', '2003-04: 10', '2003-07: 19', '2006-01: 1'],
    ),
  ],
  ['1997-05-19', 'FREQ=YEARLY;BYDAY=20MO', dates('1997-05: 19', '1998-05: 18', '1999-05: 17')],
  ['1997-05-12', 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', dates('1997-05: 12', '1998-05: 11', '1999-05: 17')],
  ['1997-03-13', 'FREQ=YEARLY;BYMONTH=3;BYDAY=TH', dates('1997-03: 13 20 27', '1998-03: 5 12 19 26', '1999-03: 4 11 18 25')],
  [
    '1997-06-05',
    'FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8',
    dates('1997-06: 5 12 19 26', '1997-07: 3 10 17 24 31', '1997-08: 7 14 21 28', '1998-06: 4 11 18 25', '1998-07: 2 9 16 23 30'),
  ],
  ['1997-09-02', 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', dates('1998-02: 13', '1998-03: 13', '1998-11: 13', '1999-08: 13', '2000-10: 13')],
  [
    '1997-09-13',
    'FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
    dates(
      '1997-09: 13',
      '1997-10: 11',
      '1997-11: 8',
      '1997-12: 13',
      '1998-01: 10',
      '1998-02: 7',
      '1998-03: 7',
      '1998-04: 11',
      '1998-05: 9',
    ),
  ],
  ['1996-11-05', 'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8', dates('1996-11: 5', '2000-11: 7', '2004-11: 2')],
  ['1997-09-04', 'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3', dates('1997-09: 4', '1997-10: 7', '1997-11: 6')],
  [
    '1997-09-29',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
    dates('1997-09: 29', '1997-10: 30', '1997-11: 27', '1997-12: 30', '1998-01: 29', '1998-02: 26', '1998-03: 30'),
  ],
  ['1997-08-05', 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO', dates('1997-08: 5 10 19 24')],
  ['1997-08-05', 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU', dates('1997-08: 5 17 19 31')],
  ['2007-01-15', 'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5', dates('2007-01: 15 30', '2007-02: 15', '2007-03: 15 30')],
];

test.each(examples)('from %s: %s', (start, rule, expected) => {
  const isBounded = /COUNT|UNTIL/.test(rule);
  expect(starts(`${start}T09:00`, [rule], isBounded ? null : expected.length)).toEqual(expected);
});

const minutes = (day: string, hours: readonly number[], ofHour: readonly string[]) =>
  hours.flatMap((hour) => ofHour.map((minute) => `${day}T${String(hour).padStart(2, '0')}:${minute}`));

test('the examples of hours and minutes', () => {
  expect(starts('1997-09-02T09:00', ['FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z'], null)).toEqual(
    minutes('1997-09-02', [9, 12, 15], ['00']),
  );
  expect(starts('1997-09-02T09:00', ['FREQ=HOURLY;BYMINUTE=0,15,30,45;COUNT=6'], null)).toEqual(
    minutes('1997-09-02', [9, 10], ['00', '15', '30', '45']).slice(0, 6),
  );
  expect(starts('1997-09-02T09:00', ['FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40'], 30)).toEqual([
    ...minutes('1997-09-02', [9, 10, 11, 12, 13, 14, 15, 16], ['00', '20', '40']),
    ...minutes('1997-09-03', [9, 10], ['00', '20', '40']),
  ]);
});

test('Friday the 13th leaves out the start by hand, which here was not in the set anyway', () => {
  const more = { excluded: ['1997-09-02T09:00'] };
  expect(starts('1997-09-02T09:00', ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13'], 2, more)).toEqual(dates('1998-02: 13', '1998-03: 13'));
});

// What python-dateutil reads otherwise (generated-rules.ts), by the calendar: the years with an ISO week 53 are 2004, 2009, 2015, 2020, 2026, 2032.

test('week 53 comes in the years that have one, and week -53 is their first, wherever 1 January lies', () => {
  expect(starts('2000-01-01T09:00', ['FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO'], 6)).toEqual(
    dates('2004-12: 27', '2009-12: 28', '2015-12: 28', '2020-12: 28', '2026-12: 28', '2032-12: 27'),
  );
  expect(starts('2000-01-01T09:00', ['FREQ=YEARLY;BYWEEKNO=-53;BYDAY=MO'], 6)).toEqual(
    dates('2003-12: 29', '2008-12: 29', '2014-12: 29', '2019-12: 30', '2025-12: 29', '2031-12: 29'),
  );
  expect(starts('2010-12-30T09:00', ['FREQ=YEARLY;BYWEEKNO=52;BYDAY=SA'], 3)).toEqual(dates('2011-01: 1', '2011-12: 31', '2012-12: 29'));
});

test('a week number alone takes its weekday from the start', () => {
  expect(starts('1997-05-12T09:00', ['FREQ=YEARLY;BYWEEKNO=20'], 3)).toEqual(dates('1997-05: 12', '1998-05: 11', '1999-05: 17'));
});

test('BYSETPOS counts in the whole first week, and what comes before the start is not given', () => {
  expect(starts('1997-09-03T09:00', ['FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1'], 2)).toEqual(dates('1997-09: 8 15'));
});

test('a weekday with and one without a number are both meant', () => {
  expect(starts('1997-09-01T09:00', ['FREQ=MONTHLY;BYDAY=MO,1TU'], 8)).toEqual(dates('1997-09: 1 2 8 15 22 29', '1997-10: 6 7'));
});

test.each<readonly [string, string, readonly string[]]>([
  ['2026-01-01T09:00', 'FREQ=DAILY;INTERVAL=2;BYDAY=MO', dates('2026-01: 5 19', '2026-02: 2 16')],
  [
    '2026-01-01T08:00',
    'FREQ=HOURLY;INTERVAL=5;BYDAY=MO',
    [...minutes('2026-01-05', [2, 7, 12, 17, 22], ['00']), ...minutes('2026-01-12', [4, 9, 14], ['00'])],
  ],
  ['2026-01-01T09:00', 'FREQ=YEARLY;BYMONTH=3,5;BYDAY=2MO', dates('2026-03: 9', '2026-05: 11', '2027-03: 8', '2027-05: 10')],
  [
    '2081-01-01T09:00',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO',
    dates('2112-02: 29', '2140-02: 29', '2168-02: 29', '2196-02: 29', '2208-02: 29'),
  ],
  [
    '2081-01-01T09:00',
    'FREQ=MONTHLY;BYMONTH=2;BYDAY=MO;BYSETPOS=5',
    dates('2112-02: 29', '2140-02: 29', '2168-02: 29', '2196-02: 29', '2208-02: 29'),
  ],
  ['2081-01-01T09:00', 'FREQ=YEARLY;INTERVAL=3;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO', dates('2168-02: 29', '2264-02: 29')],
  // as far away as a start can be: a whole cycle of the calendar
  ['2000-03-01T09:00', 'FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29', dates('2400-02: 29', '2800-02: 29')],
])('worked out by hand, from %s: %s', (start, rule, expected) => {
  expect(starts(start, [rule], expected.length)).toEqual(expected);
});

test('the sixtieth second is the one before, as on a clock without leap seconds', () => {
  const found = recur({
    start: '1997-06-30T23:59:00',
    zone: null,
    rules: ['FREQ=DAILY;BYSECOND=59,60'],
    excluded: [],
    added: [],
    count: 2,
    from: null,
    until: null,
  });
  expect(found.kind === 'recurrence' && found.starts.map(({ wallMs }) => new Date(wallMs).toISOString())).toEqual([
    '1997-06-30T23:59:59.000Z',
    '1997-07-01T23:59:59.000Z',
  ]);
});
