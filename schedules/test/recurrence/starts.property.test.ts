import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRule } from '../../src/recurrence/parse-rule.ts';
import { planRule } from '../../src/recurrence/plan-rule.ts';
import { startsOfRule } from '../../src/recurrence/starts-of-rule.ts';
import type { RuleStarts } from '../../src/recurrence/starts-of-rule.ts';
import { berlin, hanoi } from '../zones.ts';
import { generatedRule } from './generated-rules.ts';

const settings = { seed: Number(process.env['SEED'] ?? 20260729), numRuns: Number(process.env['RUNS'] ?? 1) * 1_000 };
const dayMs = 86_400_000;
const wall = (text: string) => Date.parse(`${text}Z`);

function startsOf(rule: string, startMs: number): RuleStarts {
  const parsed = parseRule(rule);
  if (parsed.kind === 'fault') throw new Error(parsed.message);
  return startsOfRule(parsed.parts, startMs);
}

function walk(starts: RuleStarts, afterMs: number, count: number): readonly number[] {
  const found: number[] = [];
  for (let next = starts.next(afterMs); next !== null && found.length < count; next = starts.next(next)) found.push(next);
  return found;
}

test('a walk only goes forward, from the start on, and a question in the middle is answered as the walk would', () => {
  fc.assert(
    fc.property(generatedRule, fc.array(fc.nat(10_000), { minLength: 3, maxLength: 3 }), ({ start, rule }, picks) => {
      const found = walk(startsOf(rule, wall(start)), -Infinity, 30);
      expect(found).toEqual([...new Set(found)].toSorted((a, b) => a - b));
      expect(found[0] ?? Infinity).toBeGreaterThanOrEqual(wall(start));
      // asked afresh, so that nothing remembered helps
      const fresh = startsOf(rule, wall(start));
      for (const pick of picks) {
        const index = pick % Math.max(found.length, 1);
        const [from = wall(start) - dayMs, to = fresh.next(-Infinity)] = [found[index], found[index + 1]];
        if (index + 1 >= found.length) continue;
        const between = from + Math.floor((((to ?? from) - from) * pick) / 10_001);
        expect(fresh.next(between)).toBe(to);
      }
      expect(found.map((_, n) => fresh.nth(n))).toEqual(found);
    }),
    settings,
  );
}, 120_000);

test('the calendar repeats after 400 years: so do the starts of a rule whose first start is moved by as much', () => {
  const cycleMs = 146_097 * dayMs;
  fc.assert(
    fc.property(generatedRule, ({ start, rule }) => {
      const found = walk(startsOf(rule, wall(start)), -Infinity, 10);
      const later = walk(startsOf(rule, wall(start) + cycleMs), -Infinity, 10);
      // a rarer start than that ends with the year 9999
      expect(later).toEqual(found.map((wallMs) => wallMs + cycleMs).slice(0, later.length));
      if (found.length === 10 && (found[9] ?? 0) < wall('9000-01-01T00:00:00')) expect(later.length).toBe(10);
    }),
    settings,
  );
}, 120_000);

test('a plan counts its first start, yielded or not: COUNT=n gives the rule one less where it does not yield it', () => {
  fc.assert(
    fc.property(generatedRule, fc.integer({ min: 1, max: 20 }), ({ start, rule }, count) => {
      const endless = rule.replace(/;(COUNT|UNTIL)=[^;]*/, '');
      const counted = planRule(`${endless};COUNT=${count}`, wall(start), hanoi);
      if (counted.kind === 'fault') throw new Error(counted.message);
      const yielded = walk(startsOf(endless, wall(start)), -Infinity, count);
      const listed = [...new Set([wall(start), ...yielded])].slice(0, count).filter((wallMs) => yielded.includes(wallMs));
      const found: number[] = [];
      for (let next = counted.next(-Infinity); next !== null; next = counted.next(next)) found.push(next);
      expect(found).toEqual(listed);
    }),
    settings,
  );
}, 120_000);

test('UNTIL in a plan is an instant with Z and a time on the wall without, also in the second pass of a fold', () => {
  const lastOf = (until: string): string => {
    const rule = planRule(`FREQ=HOURLY;BYMINUTE=0,30;UNTIL=${until}`, wall('2026-10-24T00:00:00'), berlin);
    if (rule.kind === 'fault') return rule.message;
    let last = 0;
    for (let next = rule.next(-Infinity); next !== null; next = rule.next(next)) last = next;
    return new Date(last).toISOString().slice(0, 16);
  };
  expect(
    ['20261025T023000', '20261025T000000Z', '20261025T003000Z', '20261025T010000Z', '20261025T013000Z', '20261025T020000Z'].map(lastOf),
  ).toEqual([
    '2026-10-25T02:30',
    '2026-10-25T02:00',
    '2026-10-25T02:30',
    // 01:00Z shows 02:00 for the second time: 02:30 has begun before, at its first
    '2026-10-25T02:30',
    '2026-10-25T02:30',
    '2026-10-25T03:00',
  ]);
});

test('a plan takes a start a minute and no more', () => {
  const all = (count: number) => Array.from({ length: count }, (_, index) => index).join(',');
  expect(planRule(`FREQ=DAILY;BYHOUR=${all(24)};BYMINUTE=${all(60)}`, 0, hanoi).kind).toBe('rule');
  for (const rule of [`FREQ=DAILY;BYHOUR=${all(24)};BYMINUTE=${all(60)};BYSECOND=0,30`, `FREQ=HOURLY;BYMINUTE=${all(60)};BYSECOND=0,30`]) {
    expect(planRule(rule, 0, hanoi)).toEqual({
      kind: 'fault',
      code: 'out-of-range',
      message: 'a rule has at most 1440 starts a day: BYHOUR, BYMINUTE and BYSECOND multiply',
      limit: 1_440,
    });
  }
});

const never = [
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
  'FREQ=MONTHLY;BYMONTH=2,4;BYMONTHDAY=31',
  'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=-30',
  'FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30',
  'FREQ=HOURLY;BYYEARDAY=366;BYMONTH=1',
  'FREQ=HOURLY;INTERVAL=24;BYHOUR=9',
  'FREQ=HOURLY;INTERVAL=6;BYHOUR=3,9;BYMONTH=5',
  'FREQ=HOURLY;INTERVAL=168;BYDAY=SU;BYMONTH=5',
  'FREQ=DAILY;INTERVAL=7;BYDAY=FR;BYMONTHDAY=13',
  'FREQ=DAILY;INTERVAL=146097;BYMONTHDAY=3',
  'FREQ=YEARLY;INTERVAL=4;BYYEARDAY=366',
  'FREQ=YEARLY;INTERVAL=2;BYYEARDAY=-366',
  'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=2',
  'FREQ=YEARLY;BYWEEKNO=53;BYYEARDAY=7',
  'FREQ=MONTHLY;INTERVAL=12;BYMONTH=2',
  'FREQ=MONTHLY;BYDAY=6MO',
  'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6',
  'FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=MO;BYSETPOS=2',
  'FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=3',
  'FREQ=WEEKLY;BYDAY=MO,TU;BYMONTH=3;BYSETPOS=-3',
  'FREQ=DAILY;BYHOUR=8,9;BYSETPOS=3',
  'FREQ=YEARLY;BYDAY=53MO;BYMONTH=5',
];

test.each(never)('never comes, and says so: %s', (rule) => {
  expect(startsOf(rule, wall('2027-01-02T08:00:00')).next(-Infinity)).toBeNull();
});
