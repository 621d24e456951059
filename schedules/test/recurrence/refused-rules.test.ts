import { expect, test } from 'vitest';
import { parseRule } from '../../src/recurrence/parse-rule.ts';
import { parseRuleFor } from '../../src/recurrence/rule-for-start.ts';
import type { StartKind } from '../../src/recurrence/rule-for-start.ts';

const bad = (message: string) => ({ kind: 'fault', code: 'bad-rule', message });
const outside = (message: string, limit: number) => ({ kind: 'fault', code: 'out-of-range', message, limit });
const unsupported = (message: string) => ({ kind: 'fault', code: 'unsupported-rule', message });
const noOrdinal = bad('BYDAY with a number before the weekday goes with FREQ=MONTHLY and FREQ=YEARLY only');
const noYearDay = bad('BYYEARDAY does not go with FREQ=DAILY, WEEKLY or MONTHLY');
const noPosition = bad('BYSETPOS goes with another BY part only');
const noMinutes = (frequency: string) =>
  unsupported(`FREQ=${frequency} is not supported: HOURLY is the most frequent, BYMINUTE and BYSECOND divide the hour`);

test.each([
  ['', bad('"" is not NAME=VALUE')],
  ['FREQ', bad('"FREQ" is not NAME=VALUE')],
  ['FREQ=', bad('"FREQ=" is not NAME=VALUE')],
  ['FREQ=DAILY;', bad('"" is not NAME=VALUE')],
  ['FREQ=DAILY=WEEKLY', bad('"FREQ=DAILY=WEEKLY" is not NAME=VALUE')],
  ['RRULE:FREQ=DAILY', bad('RRULE:FREQ is no part of a rule')],
  ['INTERVAL=2', bad('FREQ is missing')],
  ['FREQ=FORTNIGHTLY', bad('FREQ=FORTNIGHTLY is no frequency')],
  ['FREQ=MINUTELY', noMinutes('MINUTELY')],
  ['FREQ=SECONDLY', noMinutes('SECONDLY')],
  ['FREQ=DAILY;FREQ=DAILY', bad('FREQ stands twice')],
  ['FREQ=DAILY;BYMONTH=1;BYMONTH=2', bad('BYMONTH stands twice')],
  ['FREQ=DAILY;BYEASTER=0', bad('BYEASTER is no part of a rule')],
  ['FREQ=DAILY;__PROTO__=1', bad('__PROTO__ is no part of a rule')],
  ['FREQ=DAILY;RSCALE=HEBREW', unsupported('RSCALE (RFC 7529) is not supported')],
  ['FREQ=MONTHLY;SKIP=FORWARD', unsupported('SKIP (RFC 7529) is not supported')],
  ['FREQ=DAILY;INTERVAL=0', bad('INTERVAL=0 is not a positive whole number')],
  ['FREQ=DAILY;INTERVAL=-1', bad('INTERVAL=-1 is not a positive whole number')],
  ['FREQ=DAILY;INTERVAL=1.5', bad('INTERVAL=1.5 is not a positive whole number')],
  ['FREQ=DAILY;INTERVAL=1000001', outside('INTERVAL is at most 1000000', 1_000_000)],
  ['FREQ=DAILY;COUNT=0', bad('COUNT=0 is not a positive whole number')],
  ['FREQ=DAILY;COUNT=100001', outside('COUNT is at most 100000', 100_000)],
  ['FREQ=DAILY;COUNT=2;UNTIL=20260101T000000Z', bad('COUNT and UNTIL exclude each other')],
  ['FREQ=DAILY;UNTIL=2026-01-01', bad('UNTIL=2026-01-01 is not YYYYMMDD or YYYYMMDDTHHMMSS, with Z for UTC')],
  ['FREQ=DAILY;UNTIL=20260229', bad('UNTIL=20260229 is not YYYYMMDD or YYYYMMDDTHHMMSS, with Z for UTC')],
  ['FREQ=DAILY;UNTIL=20260101T240000Z', bad('UNTIL=20260101T240000Z is not YYYYMMDD or YYYYMMDDTHHMMSS, with Z for UTC')],
  ['FREQ=WEEKLY;WKST=XX', bad('WKST=XX is no weekday')],
  ['FREQ=WEEKLY;BYDAY=MO,', bad('BYDAY: "" is no weekday')],
  ['FREQ=WEEKLY;BYDAY=MO, TU', bad('BYDAY: " TU" is no weekday')],
  ['FREQ=WEEKLY;BYDAY=MONDAY', bad('BYDAY: "MONDAY" is no weekday')],
  ['FREQ=MONTHLY;BYDAY=0MO', outside('BYDAY=0MO: an ordinal is from 1 to 53 or from -53 to -1', 53)],
  ['FREQ=YEARLY;BYDAY=54MO', outside('BYDAY=54MO: an ordinal is from 1 to 53 or from -53 to -1', 53)],
  ['FREQ=WEEKLY;BYDAY=1MO', noOrdinal],
  ['FREQ=DAILY;BYDAY=-1MO', noOrdinal],
  ['FREQ=HOURLY;BYDAY=MO,2TU', noOrdinal],
  ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO', bad('BYDAY with a number before the weekday does not go with BYWEEKNO')],
  ['FREQ=DAILY;BYMONTH=0', outside('BYMONTH=0: a value is from 1 to 12', 12)],
  ['FREQ=DAILY;BYMONTH=13', outside('BYMONTH=13: a value is from 1 to 12', 12)],
  ['FREQ=DAILY;BYMONTH=-1', bad('BYMONTH: "-1" is not a whole number')],
  ['FREQ=DAILY;BYMONTH=1,,2', bad('BYMONTH: "" is not a whole number')],
  ['FREQ=YEARLY;BYWEEKNO=54', outside('BYWEEKNO=54: a value is from 1 to 53 or from -53 to -1', 53)],
  ['FREQ=MONTHLY;BYWEEKNO=20', bad('BYWEEKNO goes with FREQ=YEARLY only')],
  ['FREQ=YEARLY;BYYEARDAY=367', outside('BYYEARDAY=367: a value is from 1 to 366 or from -366 to -1', 366)],
  ['FREQ=DAILY;BYYEARDAY=1', noYearDay],
  ['FREQ=WEEKLY;BYYEARDAY=1', noYearDay],
  ['FREQ=MONTHLY;BYYEARDAY=1', noYearDay],
  ['FREQ=MONTHLY;BYMONTHDAY=32', outside('BYMONTHDAY=32: a value is from 1 to 31 or from -31 to -1', 31)],
  ['FREQ=MONTHLY;BYMONTHDAY=0', outside('BYMONTHDAY=0: a value is from 1 to 31 or from -31 to -1', 31)],
  ['FREQ=WEEKLY;BYMONTHDAY=1', bad('BYMONTHDAY does not go with FREQ=WEEKLY')],
  ['FREQ=DAILY;BYHOUR=24', outside('BYHOUR=24: a value is from 0 to 23', 23)],
  ['FREQ=DAILY;BYMINUTE=60', outside('BYMINUTE=60: a value is from 0 to 59', 59)],
  ['FREQ=DAILY;BYSECOND=61', outside('BYSECOND=61: a value is from 0 to 60', 60)],
  ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0', outside('BYSETPOS=0: a value is from 1 to 366 or from -366 to -1', 366)],
  ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367', outside('BYSETPOS=367: a value is from 1 to 366 or from -366 to -1', 366)],
  ['FREQ=MONTHLY;BYSETPOS=1', noPosition],
  [`FREQ=DAILY;${'X'.repeat(100)}=1`, bad(`${'X'.repeat(40)}… is no part of a rule`)],
  [`FREQ=DAILY;BYHOUR=${'1,'.repeat(5_000)}1`, outside('a rule has at most 10000 characters', 10_000)],
])('%.60s is refused, with the part and the limit', (rule, expected) => {
  expect(parseRule(rule)).toEqual(expected);
});

const untilOf: readonly (readonly [StartKind, string])[] = [
  ['date', 'UNTIL=20260201'],
  ['floating', 'UNTIL=20260201T000000'],
  ['zoned', 'UNTIL=20260201T000000Z'],
];

test('UNTIL has the type of the start, and no other', () => {
  const accepted = untilOf.map(([start]) => untilOf.map(([, until]) => parseRuleFor(start, `FREQ=DAILY;${until}`).kind === 'parts'));
  expect(accepted).toEqual([
    [true, false, false],
    [false, true, false],
    [false, false, true],
  ]);
});

test('hours do not go with a start that is a date', () => {
  expect(parseRuleFor('date', 'FREQ=HOURLY')).toEqual(bad('FREQ=HOURLY does not go with a start that is a date'));
});

test('the order of parts, small letters, leading zeros, plus signs and doubles make no difference', () => {
  const plain = parseRule('FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1,15;BYDAY=1MO');
  expect(plain.kind).toBe('parts');
  expect(parseRule('byday=+1mo,1MO;bymonthday=+15,01,1;interval=02;freq=monthly')).toEqual(plain);
});
