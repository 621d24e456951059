import type { Zone } from '@gatecast/schedules';
import { zoneOf } from '@gatecast/zones';
import { expect, test } from 'vitest';
import { zoneWarnings } from './zone-warnings.ts';

const fromMs = Date.UTC(2026, 0, 1);
const year = { fromMs, untilMs: Date.UTC(2027, 0, 1) };
const berlin = zoneOf('Europe/Berlin', Date.UTC(2025, 0, 1), Date.UTC(2030, 0, 1));
if (berlin === null) throw new Error('this host does not know Europe/Berlin');
const told = (zone: Zone, range = year) => zoneWarnings(zone, range).map(({ path, code, message }) => `${path} ${code}: ${message}`);

test('the offsets of the host are nothing to tell of, whatever the transitions outside the range and the name of old', () => {
  expect(told(berlin)).toEqual([]);
  expect(told({ name: 'Asia/Saigon', initialOffsetMs: 25_200_000, transitions: [] })).toEqual([]);
  expect(told({ ...berlin, transitions: berlin.transitions.slice(0, 4) })).toEqual([]);
});

test('a zone that the host does not know is told of', () => {
  expect(told({ ...berlin, name: 'Mars/Olympus' })).toEqual([
    'screen.zone.name unknown-zone: this host knows no zone "Mars/Olympus"; times are those of the offsets that the plan carries',
  ]);
});

test('the first instant at which the clocks differ is told, also where a change is missing or there is one too many', () => {
  const summer =
    /^screen\.zone\.transitions other-offsets: at 2026-03-29T01:00:00\.000Z the clocks of the plan are at UTC\+01:00, those of Europe\/Berlin at UTC\+02:00 by tzdata \w+$/;
  const without = berlin.transitions.filter(({ atMs }) => atMs !== Date.UTC(2026, 2, 29, 1));
  expect(told({ ...berlin, transitions: without })).toEqual([expect.stringMatching(summer)]);
  expect(told({ ...berlin, transitions: without }, { fromMs, untilMs: Date.UTC(2026, 2, 29, 1) })).toEqual([]);
  const extra = [...berlin.transitions, { atMs: Date.UTC(2026, 10, 1), offsetMs: -12_600_000 }].toSorted((a, b) => a.atMs - b.atMs);
  expect(told({ ...berlin, transitions: extra })).toEqual([
    expect.stringContaining('at 2026-11-01T00:00:00.000Z the clocks of the plan are at UTC-03:30'),
  ]);
});
