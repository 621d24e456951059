import type { Zone } from '../src/index.ts';

// Transitions written by hand from the zones' published rules, so that no test leans on what it tests.

const hour = 3_600_000;

function zone(name: string, initialHours: number, ...changes: readonly (readonly [utc: string, hours: number])[]): Zone {
  return {
    name,
    initialOffsetMs: Math.round(initialHours * hour),
    transitions: changes.map(([utc, hours]) => ({ atMs: Date.parse(utc), offsetMs: Math.round(hours * hour) })),
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

/** An hour back for Ramadan, so two changes within five weeks. */
export const casablanca = zone(
  'Africa/Casablanca',
  1,
  ['2026-02-15T02:00Z', 0],
  ['2026-03-22T02:00Z', 1],
  ['2027-02-07T02:00Z', 0],
  ['2027-03-14T02:00Z', 1],
);

/** A quarter of an hour forward at the New Year of 1986, for good. */
export const kathmandu = zone('Asia/Kathmandu', 5.5, ['1985-12-31T18:30Z', 5.75]);

/** By law its winter is the exception and its saving negative; offsets are all that a plan knows. */
export const dublin = zone('Europe/Dublin', 0, ['2026-03-29T01:00Z', 1], ['2026-10-25T01:00Z', 0], ['2027-03-28T01:00Z', 1]);

/** One minute past midnight: the fold reaches back into the day before. */
export const stJohns = zone(
  'America/St_Johns',
  -3.5,
  ['2010-03-14T03:31Z', -2.5],
  ['2010-11-07T02:31Z', -3.5],
  ['2011-03-13T03:31Z', -2.5],
);

export const chatham = zone('Pacific/Chatham', 13.75, ['2026-04-04T14:00Z', 12.75], ['2026-09-26T14:00Z', 13.75]);

/** The first hour of the day is left out, and the last of October's Sunday's first comes twice. */
export const azores = zone('Atlantic/Azores', -1, ['2026-03-29T01:00Z', 0], ['2026-10-25T01:00Z', -1]);

export const tehran = zone('Asia/Tehran', 3.5, ['2021-03-21T20:30Z', 4.5], ['2021-09-21T19:30Z', 3.5], ['2022-03-21T20:30Z', 4.5]);

/** Forty minutes, then a whole day left out on the way over the date line. */
export const kiritimati = zone('Pacific/Kiritimati', -10 - 2 / 3, ['1979-10-01T10:40Z', -10], ['1994-12-31T10:00Z', 14]);

/** Midnight left out in November, and the hour before it twice in February. */
export const saoPaulo = zone('America/Sao_Paulo', -3, ['2018-11-04T03:00Z', -2], ['2019-02-17T02:00Z', -3]);

/** Midnight left out in March, and twice in November. */
export const havana = zone('America/Havana', -5, ['2026-03-08T05:00Z', -4], ['2026-11-01T05:00Z', -5]);

/** Two hours at once. */
export const troll = zone('Antarctica/Troll', 0, ['2026-03-29T01:00Z', 2], ['2026-10-25T01:00Z', 0]);

/** Half an hour back at a midnight, and forward again three years later. */
export const pyongyang = zone('Asia/Pyongyang', 9, ['2015-08-14T15:00Z', 8.5], ['2018-05-04T15:00Z', 9]);

/** Friday's midnight left out in April, and Thursday's last hour twice in October. */
export const cairo = zone('Africa/Cairo', 2, ['2026-04-23T22:00Z', 3], ['2026-10-29T21:00Z', 2]);

/** Not a whole minute: 44 minutes and 30 seconds, left out at once. */
export const monrovia = zone('Africa/Monrovia', -44.5 / 60, ['1972-01-07T00:44:30Z', 0]);

export const zones: readonly Zone[] = [
  ...[hanoi, berlin, newYork, lordHowe, santiago, apia, casablanca, kathmandu, dublin, stJohns],
  ...[chatham, azores, tehran, kiritimati, saoPaulo, havana, troll, pyongyang, cairo, monrovia],
];
