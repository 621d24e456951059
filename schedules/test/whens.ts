import * as fc from 'fast-check';
import type { Weekday, When } from '../src/index.ts';

// When entries are on, for property tests: rules of every frequency, begun so that they have something to say near an instant.

const day = 86_400_000;
const weekdays: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const two = (value: number): string => String(value).padStart(2, '0');
const localOf = (wallMs: number): string => new Date(wallMs).toISOString().slice(0, 16);

export const times = fc.oneof(
  fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`),
  fc.constantFrom('02:00', '02:30', '03:00', '00:00', '01:00', '01:30'),
);

const lengths = fc.oneof(
  fc.integer({ min: 1, max: 96 }).map((quarters) => quarters * 900_000),
  fc.integer({ min: 1, max: 4 }).map((days) => days * day),
);

export function whensAround(centreMs: number): fc.Arbitrary<When> {
  const near = wallsAround(centreMs, -20, 2);
  return fc.oneof(
    fc.constant<When>({ kind: 'always' }),
    fc.tuple(near, lengths, fc.boolean()).map(([start, lengthMs, isEndless]): When => ({
      kind: 'once',
      start: localOf(start),
      end: isEndless ? null : localOf(start + lengthMs),
    })),
    { weight: 3, arbitrary: recurring(near, near, dailyOrWeekly(near)) },
    { weight: 2, arbitrary: recurring(wallsAround(centreMs, -800, -1), near, rare(centreMs, near)) },
    { weight: 1, arbitrary: recurring(near, near, hourly(near)) },
  );
}

/** Times on the wall, between `fromDays` and `untilDays` from an instant. */
function wallsAround(centreMs: number, fromDays: number, untilDays: number): fc.Arbitrary<number> {
  const firstDay = Math.floor(centreMs / day);
  return fc
    .tuple(fc.integer({ min: fromDays, max: untilDays }), times)
    .map(([days, time]) => Date.parse(`${localOf((firstDay + days) * day).slice(0, 10)}T${time}Z`));
}

const intervals = fc.constantFrom('', ';INTERVAL=1', ';INTERVAL=2', ';INTERVAL=3');
const weekStarts = fc.constantFrom('', ';WKST=SU', ';WKST=WE');
const weekdaySets = fc.oneof(
  fc.constant(''),
  fc.subarray([...weekdays], { minLength: 1 }).map((days) => `;BYDAY=${days.join()}`),
);

function ends(near: fc.Arbitrary<number>): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constant(''),
    fc.integer({ min: 1, max: 12 }).map((count) => `;COUNT=${count}`),
    fc.tuple(near, fc.constantFrom('', 'Z')).map(([wallMs, z]) => `;UNTIL=${localOf(wallMs).replaceAll(/[-:]/g, '')}00${z}`),
  );
}

function dailyOrWeekly(near: fc.Arbitrary<number>): fc.Arbitrary<string> {
  const hours = fc.constantFrom('', '', ';BYHOUR=1,2,3', ';BYMINUTE=0,30', ';BYHOUR=0,12,23;BYMINUTE=45');
  return fc
    .record({
      frequency: fc.constantFrom('DAILY', 'WEEKLY'),
      interval: intervals,
      byDay: weekdaySets,
      hours,
      weekStart: weekStarts,
      end: ends(near),
    })
    .map(
      ({ frequency, interval, byDay, hours: byHour, weekStart, end }) => `FREQ=${frequency}${interval}${byDay}${byHour}${weekStart}${end}`,
    );
}

function hourly(near: fc.Arbitrary<number>): fc.Arbitrary<string> {
  const parts = fc.constantFrom('', ';BYMINUTE=0,20,40', ';BYHOUR=0,1,2,3,4', ';BYDAY=SA,SU', ';BYMINUTE=10,50;BYSETPOS=-1');
  const steps = fc.constantFrom('', ';INTERVAL=2', ';INTERVAL=5', ';INTERVAL=24', ';INTERVAL=36');
  return fc.tuple(steps, parts, ends(near)).map(([step, part, end]) => `FREQ=HOURLY${step}${part}${end}`);
}

/** Rules of months and years that yield days near an instant. */
function rare(centreMs: number, near: fc.Arbitrary<number>): fc.Arbitrary<string> {
  const date = new Date(centreMs);
  const month = date.getUTCMonth() + 1;
  const yearDay = Math.floor((centreMs - Date.UTC(date.getUTCFullYear(), 0, 1)) / day) + 1;
  const nearDay = fc.integer({ min: 1, max: 31 });
  const weekday = fc.constantFrom(...weekdays);
  const nth = fc.constantFrom(1, 2, 3, 4, 5, -1, -2);
  const rules = fc.oneof(
    fc.tuple(intervals, nearDay).map(([interval, dayOfMonth]) => `FREQ=MONTHLY${interval};BYMONTHDAY=${dayOfMonth},-1`),
    fc.tuple(nth, weekday).map(([place, name]) => `FREQ=MONTHLY;BYDAY=${place}${name},SA`),
    fc
      .tuple(fc.constantFrom(1, 2, 3, -1, -2), weekdaySets)
      .map(([place, days]) => `FREQ=MONTHLY${days || ';BYDAY=MO,TU'};BYSETPOS=${place}`),
    fc.constantFrom('FREQ=MONTHLY', 'FREQ=YEARLY', `FREQ=YEARLY;BYMONTH=${month}`),
    fc.tuple(nth, weekday).map(([place, name]) => `FREQ=YEARLY;BYMONTH=${month};BYDAY=${place}${name}`),
    fc
      .tuple(fc.integer({ min: -2, max: 2 }), weekdaySets)
      .map(([weeks, days]) => `FREQ=YEARLY;BYWEEKNO=${Math.min(53, Math.max(1, Math.ceil(yearDay / 7) + weeks))}${days}`),
    fc.integer({ min: -3, max: 3 }).map((days) => `FREQ=YEARLY;BYYEARDAY=${Math.min(366, Math.max(1, yearDay + days))},-1`),
    fc.tuple(fc.constantFrom(13, 40, -13), weekday).map(([place, name]) => `FREQ=YEARLY;BYDAY=${place}${name},MO`),
    fc.constant(`FREQ=DAILY;BYMONTH=${month};BYMONTHDAY=1,5,-3,-1`),
  );
  return fc.tuple(rules, weekStarts, ends(near)).map(([rule, weekStart, end]) => `${rule}${weekStart}${end}`);
}

function recurring(starts: fc.Arbitrary<number>, near: fc.Arbitrary<number>, rules: fc.Arbitrary<string>): fc.Arbitrary<When> {
  return fc
    .tuple(
      starts,
      lengths,
      fc.array(rules, { maxLength: 2 }),
      fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 3 }),
      fc.array(near, { maxLength: 2 }),
    )
    .map(([start, lengthMs, all, excludedDays, added]) => ({
      kind: 'recurring',
      start: localOf(start),
      end: localOf(start + lengthMs),
      rules: all,
      excludedStarts: excludedDays.map((days) => localOf(start + days * day)),
      addedStarts: added.map(localOf),
    }));
}
