import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { recur } from '../../src/recurrence/recur.ts';
import type { Zone } from '../../src/index.ts';
import { apia, berlin, hanoi, lordHowe, newYork, santiago } from '../zones.ts';
import { generatedRule } from './generated-rules.ts';

// The recurrence held against an implementation of another family: python-dateutil of Debian, on Debian's tzdata.

type Request = {
  readonly start: string;
  readonly rule: string;
  readonly zone: string | null;
  readonly count: number | null;
  readonly wanted: number;
  /** Only starts before this time on the wall. */
  readonly until: string | null;
};
type Told = { readonly starts: readonly (string | readonly [string, number])[]; readonly isCut: boolean };

const seed = Number(process.env['SEED'] ?? 20260729);
const runs = Number(process.env['RUNS'] ?? 1) * 2_000;
const python = '/usr/bin/python3';

function askDateutil(requests: readonly Request[]): readonly Told[] {
  const script = new URL('dateutil-starts.py', import.meta.url).pathname;
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join('');
  const { status, stdout, stderr } = spawnSync(python, [script], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  const hint = stderr.includes('No module named') ? `${python} needs dateutil: apt-get install --yes python3-dateutil\n` : '';
  if (status !== 0) throw new Error(`${hint}${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Told);
}

function ask({ start, rule, count, wanted, until }: Request, zone: Zone | null): Told['starts'] | string {
  const rules = [count === null ? rule : `${rule};COUNT=${count}`];
  const found = recur({
    start,
    zone: zone === null ? null : () => zone,
    rules,
    excluded: [],
    added: [],
    count: wanted,
    from: null,
    until,
  });
  if (found.kind === 'fault') return found.message;
  return found.starts.map(({ wallMs, offsetMs }) => {
    const wall = new Date(wallMs).toISOString().slice(0, 19);
    return offsetMs === null ? wall : ([wall, offsetMs / 1_000] as const);
  });
}

/** What differs; where dateutil was stopped, its answers must begin ours. */
function differences(requests: readonly Request[], told: readonly Told[], zoneOf: (request: Request) => Zone | null): readonly unknown[] {
  return requests.flatMap((request, index) => {
    const theirs = told[index] ?? { starts: [], isCut: false };
    const all = ask(request, zoneOf(request));
    const ours = theirs.isCut ? all.slice(0, theirs.starts.length) : all;
    return JSON.stringify(ours) === JSON.stringify(theirs.starts) ? [] : [{ ...request, ours, theirs }];
  });
}

test(`${runs} floating rules give what python-dateutil gives (seed ${seed})`, () => {
  const requests = fc
    .sample(generatedRule, { seed, numRuns: runs })
    .map((one): Request => ({ ...one, zone: null, count: null, wanted: 12, until: null }));
  const told = askDateutil(requests);
  console.log(`dateutil: seed ${seed}, ${runs} rules, ${told.filter(({ isCut }) => isCut).length} stopped after 20 ms`);
  expect(differences(requests, told, () => null).slice(0, 5)).toEqual([]);
  // a generator that had gone wrong would agree about nothing at all
  expect(told.filter(({ starts }) => starts.length > 1).length).toBeGreaterThan(runs / 2);
}, 300_000);

// The hours of the changes, in the zones and years for which zones.ts has transitions written by hand.
const changes: readonly { readonly zone: Zone; readonly starts: readonly string[]; readonly until: string }[] = [
  { zone: hanoi, starts: ['2026-03-20T02:30:00'], until: '2027-01-01T00:00:00' },
  { zone: berlin, starts: ['2026-03-20T02:30:00', '2026-10-15T02:30:00', '2026-10-20T01:15:00'], until: '2027-12-31T00:00:00' },
  { zone: newYork, starts: ['2026-03-01T02:15:00', '2026-10-28T01:30:00'], until: '2027-12-31T00:00:00' },
  { zone: lordHowe, starts: ['2026-09-28T02:10:00', '2026-04-01T01:45:00'], until: '2027-06-01T00:00:00' },
  { zone: santiago, starts: ['2026-09-01T00:00:00', '2026-04-01T23:30:00'], until: '2027-06-01T00:00:00' },
  { zone: apia, starts: ['2011-12-20T10:00:00', '2011-12-28T00:00:00'], until: '2012-09-01T00:00:00' },
];

const zonedRule = fc.constantFrom(...changes).chain(({ zone, starts, until }) =>
  fc.record({
    start: fc.constantFrom(...starts),
    rule: fc
      .tuple(
        fc.constantFrom('HOURLY', 'DAILY', 'DAILY', 'WEEKLY', 'MONTHLY'),
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom('', ';BYHOUR=0,1,2,3', ';BYMINUTE=0,15,30', ';BYHOUR=2;BYMINUTE=0,20,40'),
      )
      .map(([frequency, interval, times]) => `FREQ=${frequency};INTERVAL=${interval}${times}`),
    zone: fc.constant(zone.name),
    count: fc.option(fc.integer({ min: 1, max: 40 })),
    until: fc.constant(until),
  }),
);

test('a time in a gap is neither given nor counted, and in a fold it is the first instant, as zoneinfo has it', () => {
  const zones = new Map(changes.map(({ zone }) => [zone.name, zone]));
  const requests = fc.sample(zonedRule, { seed, numRuns: runs / 3 }).map((one): Request => ({ ...one, wanted: 60 }));
  const told = askDateutil(requests);
  expect(told.filter(({ isCut }) => isCut)).toEqual([]);
  expect(differences(requests, told, ({ zone }) => zones.get(zone ?? '') ?? null).slice(0, 3)).toEqual([]);
}, 120_000);
