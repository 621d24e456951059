import type { Zone } from '../src/index.ts';

// Transitions written by hand from the zones' published rules, so that no test leans on what it tests.

const hour = 3_600_000;

function zone(name: string, initialHours: number, ...changes: readonly (readonly [utc: string, hours: number])[]): Zone {
  return {
    name,
    initialOffsetMs: initialHours * hour,
    transitions: changes.map(([utc, hours]) => ({ atMs: Date.parse(utc), offsetMs: hours * hour })),
  };
}

export const hanoi = zone('Asia/Ho_Chi_Minh', 7);

export const berlin = zone(
  'Europe/Berlin',
  1,
  ['2026-03-29T01:00Z', 2],
  ['2026-10-25T01:00Z', 1],
  ['2027-03-28T01:00Z', 2],
  ['2027-10-31T01:00Z', 1],
);

export const newYork = zone(
  'America/New_York',
  -5,
  ['2026-03-08T07:00Z', -4],
  ['2026-11-01T06:00Z', -5],
  ['2027-03-14T07:00Z', -4],
  ['2027-11-07T06:00Z', -5],
);

/** Half an hour, and summer at the other end of the year. */
export const lordHowe = zone(
  'Australia/Lord_Howe',
  11,
  ['2026-04-04T15:00Z', 10.5],
  ['2026-10-03T15:30Z', 11],
  ['2027-04-03T15:00Z', 10.5],
);

/** Midnight does not exist on the day of the change. */
export const santiago = zone('America/Santiago', -3, ['2026-04-05T03:00Z', -4], ['2026-09-06T04:00Z', -3], ['2027-04-04T03:00Z', -4]);

/** A whole day, 30 December 2011, was left out. */
export const apia = zone('Pacific/Apia', -10, ['2011-12-30T10:00Z', 14], ['2012-03-31T14:00Z', 13]);

export const zones: readonly Zone[] = [hanoi, berlin, newYork, lordHowe, santiago, apia];
