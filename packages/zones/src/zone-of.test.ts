import { expect, test } from 'vitest';
import { isZoneKnown, zoneOf } from './zone-of.ts';

const at = (iso: string) => Date.parse(iso);
const hours = (count: number) => count * 3_600_000;

test('Vietnam has kept one offset since 1975', () => {
  expect(zoneOf('Asia/Ho_Chi_Minh', at('2020-01-01T00:00Z'), at('2036-01-01T00:00Z'))).toEqual({
    name: 'Asia/Ho_Chi_Minh',
    initialOffsetMs: hours(7),
    transitions: [],
  });
});

test('the transitions of a year in Paris are those that the law of the Union sets: 01:00 UTC on the last Sundays', () => {
  expect(zoneOf('Europe/Paris', at('2026-01-01T00:00Z'), at('2027-01-01T00:00Z'))).toEqual({
    name: 'Europe/Paris',
    initialOffsetMs: hours(1),
    transitions: [
      { atMs: at('2026-03-29T01:00Z'), offsetMs: hours(2) },
      { atMs: at('2026-10-25T01:00Z'), offsetMs: hours(1) },
    ],
  });
});

test('a shift of half an hour and an offset of 45 minutes are kept exactly', () => {
  expect(zoneOf('Australia/Lord_Howe', at('2026-01-01T00:00Z'), at('2026-07-01T00:00Z'))).toEqual({
    name: 'Australia/Lord_Howe',
    initialOffsetMs: hours(11),
    transitions: [{ atMs: at('2026-04-04T15:00Z'), offsetMs: hours(10.5) }],
  });
  expect(zoneOf('Asia/Kathmandu', at('2026-01-01T00:00Z'), at('2026-01-02T00:00Z'))?.initialOffsetMs).toBe(hours(5.75));
});

test('the day that Samoa left out, 30 December 2011, is one transition of 24 hours', () => {
  const zone = zoneOf('Pacific/Apia', at('2011-12-01T00:00Z'), at('2012-01-15T00:00Z'));
  expect(zone?.transitions).toEqual([{ atMs: at('2011-12-30T10:00Z'), offsetMs: hours(14) }]);
});

test('a zone that the host does not know is null, whatever it looks like', () => {
  for (const name of ['Mars/Olympus', '', 'Asia/Hanoi2', '../etc/passwd', 'Asia/Ho_Chi_Minh\n']) {
    expect(zoneOf(name, 0, 1), name).toBeNull();
    expect(isZoneKnown(name), name).toBe(false);
  }
});
