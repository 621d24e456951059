import * as fc from 'fast-check';

// Rules that RFC 5545 allows. Where python-dateutil 2.8 is known to read the RFC otherwise, what is generated stays clear of it:
// - BYWEEKNO alone gives all days of the week there; the RFC takes the weekday of DTSTART. (Tested in rfc-examples.test.ts.)
// - BYWEEKNO=52 and 53 take the days after New Year by the length of the wrong year (2011-01-01 is in 2010-W52, not W53), and -52 and
//   -53 miss the days before New Year that belong to week 1 of the year after. (Weeks 52 and 53 are tested in rfc-examples.test.ts.)
// - BYDAY with an ordinal far beyond what its month or year has breaks it (IndexError).
// - BYDAY with and without ordinals in one list is an intersection there, and a union in the RFC.
// - BYSETPOS with FREQ=WEEKLY: its first week begins on DTSTART, the RFC's on WKST.

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const some = <T>(value: fc.Arbitrary<T>, maxLength: number) => fc.uniqueArray(value, { minLength: 1, maxLength });
const signed = (to: number) => fc.integer({ min: -to, max: to }).filter((number) => number !== 0);
const list = (name: string, values: fc.Arbitrary<readonly (number | string)[]>) => values.map((all) => `${name}=${all.join(',')}`);
const plainDays = list('BYDAY', some(fc.constantFrom(...weekdays), 5));
const ordinalDays = (to: number) =>
  list(
    'BYDAY',
    some(
      fc.tuple(signed(to), fc.constantFrom(...weekdays)).map((pair) => pair.join('')),
      3,
    ),
  );
/** Left out once in `times`. */
const maybe = (part: fc.Arbitrary<string>, times = 2) => fc.option(part, { freq: times });
const months = maybe(list('BYMONTH', some(fc.integer({ min: 1, max: 12 }), 4)));
const yearDays = maybe(list('BYYEARDAY', some(signed(366), 4)));
const monthDays = list('BYMONTHDAY', some(signed(31), 4));
const times = [
  maybe(list('BYMINUTE', some(fc.constantFrom(0, 5, 30, 59), 2))),
  maybe(list('BYSECOND', some(fc.constantFrom(0, 1, 59), 2))),
];
const hours = maybe(list('BYHOUR', some(fc.integer({ min: 0, max: 23 }), 3)));
const never = fc.constant(null);

const partsOf: Readonly<Record<string, readonly fc.Arbitrary<string | null>[]>> = {
  HOURLY: [months, yearDays, maybe(monthDays), maybe(plainDays), hours, ...times],
  DAILY: [months, maybe(monthDays), maybe(plainDays), hours, ...times],
  WEEKLY: [months, maybe(plainDays, 4), hours, ...times],
  MONTHLY: [months, maybe(monthDays), fc.oneof(never, plainDays, ordinalDays(5)), hours, ...times],
  YEARLY: [months, yearDays, maybe(monthDays), fc.oneof(never, plainDays, ordinalDays(5)), hours, ...times],
  YEARLY_WITHOUT_MONTHS: [yearDays, maybe(monthDays), fc.oneof(never, plainDays, ordinalDays(51)), hours, ...times],
  YEARLY_BY_WEEKS: [
    maybe(
      list(
        'BYWEEKNO',
        some(
          fc.integer({ min: -51, max: 51 }).filter((week) => week !== 0),
          4,
        ),
      ),
      9,
    ),
    months,
    plainDays,
    hours,
    ...times,
  ],
};

const start = fc
  .tuple(fc.integer({ min: 0, max: 40 * 366 }), fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 59), fc.constantFrom(0, 0, 7))
  .map(([day, hour, minute, second]) => new Date(Date.UTC(1995, 0, 1 + day, hour, minute, second)));

export type GeneratedRule = { readonly start: string; readonly rule: string };

/** A rule and its first start, which the rule yields or not. */
export const generatedRule: fc.Arbitrary<GeneratedRule> = fc.constantFrom(...Object.keys(partsOf)).chain((frequency) =>
  fc
    .tuple(
      start,
      fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 6 }), fc.constantFrom(7, 12, 13, 24, 27, 28, 100, 168)),
      fc.option(fc.constantFrom(...weekdays)),
      fc.option(some(signed(8), 2), { freq: 2 }),
      fc.oneof(
        never,
        fc.integer({ min: 1, max: 30 }).map((count) => `COUNT=${count}`),
        fc.integer({ min: 0, max: 3_000 }),
      ),
      ...(partsOf[frequency] ?? []),
    )
    .map(([first, interval, weekStart, positions, end, ...parts]) => {
      const byParts = parts.filter((part) => part !== null);
      const hasPositions = positions !== null && byParts.length > 0;
      const begin = hasPositions && frequency === 'WEEKLY' ? weekBegin(first, weekStart ?? 'MO') : first;
      const until = (days: number) => new Date(begin.getTime() + days * 86_400_000).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
      return {
        start: begin.toISOString().slice(0, 19),
        rule: [
          `FREQ=${frequency.replace(/_.*/, '')}`,
          ...(interval === 1 ? [] : [`INTERVAL=${interval}`]),
          ...(weekStart === null ? [] : [`WKST=${weekStart}`]),
          ...byParts,
          ...(hasPositions ? [`BYSETPOS=${positions.join(',')}`] : []),
          ...(end === null ? [] : [typeof end === 'string' ? end : `UNTIL=${until(end)}`]),
        ].join(';'),
      };
    }),
);

function weekBegin(day: Date, weekStart: string): Date {
  const daysIntoWeek = (((day.getUTCDay() + 6) % 7) - weekdays.indexOf(weekStart) + 7) % 7;
  return new Date(day.getTime() - daysIntoWeek * 86_400_000);
}
