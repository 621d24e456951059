import { expect, test } from 'vitest';
import { zoneOf } from './zone-of.ts';

const at = (iso: string) => Date.parse(iso);
const hours = (count: number) => count * 3_600_000;
const changes = (name: string, from: string, until: string) =>
  zoneOf(name, at(from), at(until))?.transitions.map(({ atMs, offsetMs }) => `${new Date(atMs).toISOString()} ${offsetMs / 3_600_000}`);

test('Vietnam has kept one offset since 1975', () => {
  expect(zoneOf('Asia/Ho_Chi_Minh', at('2020-01-01T00:00Z'), at('2036-01-01T00:00Z'))).toEqual({
    name: 'Asia/Ho_Chi_Minh',
    tzdata: process.versions['tz'],
    initialOffsetMs: hours(7),
    transitions: [],
  });
});

test('the history of Saigon, from the mean time of its observatory (7 h 6 min 30 s) to 1975', () => {
  expect(zoneOf('Asia/Saigon', at('1900-01-01T00:00Z'), at('2000-01-01T00:00Z'))).toMatchObject({
    name: 'Asia/Ho_Chi_Minh',
    initialOffsetMs: hours(7) + 390_000,
  });
  expect(changes('Asia/Ho_Chi_Minh', '1900-01-01T00:00Z', '2000-01-01T00:00Z')).toEqual([
    '1911-04-30T16:53:30.000Z 7',
    '1942-12-31T16:00:00.000Z 8',
    '1945-03-14T15:00:00.000Z 9',
    '1945-09-01T15:00:00.000Z 7',
    '1947-03-31T17:00:00.000Z 8',
    '1955-06-30T17:00:00.000Z 7',
    '1959-12-31T16:00:00.000Z 8',
    '1975-06-12T16:00:00.000Z 7',
  ]);
});

test('the transitions of a year in Paris are those that the law of the Union sets, this year and in 2099', () => {
  expect(changes('Europe/Paris', '2026-01-01T00:00Z', '2027-01-01T00:00Z')).toEqual([
    '2026-03-29T01:00:00.000Z 2',
    '2026-10-25T01:00:00.000Z 1',
  ]);
  expect(changes('Europe/Paris', '2099-01-01T00:00Z', '2100-01-01T00:00Z')).toEqual([
    '2099-03-29T01:00:00.000Z 2',
    '2099-10-25T01:00:00.000Z 1',
  ]);
});

test('a shift of half an hour and an offset of 45 minutes are kept exactly', () => {
  expect(changes('Australia/Lord_Howe', '2026-01-01T00:00Z', '2026-07-01T00:00Z')).toEqual(['2026-04-04T15:00:00.000Z 10.5']);
  expect(zoneOf('Asia/Kathmandu', at('2026-01-01T00:00Z'), at('2026-01-02T00:00Z'))?.initialOffsetMs).toBe(hours(5.75));
});

test('the day that Samoa left out, 30 December 2011, is one transition of 24 hours', () => {
  expect(changes('Pacific/Apia', '2011-12-01T00:00Z', '2012-01-15T00:00Z')).toEqual(['2011-12-30T10:00:00.000Z 14']);
});

test('two changes a few days apart are both there: Recife in 2000, Tucumán in 2004, Gaza around a Ramadan to come', () => {
  expect(changes('America/Recife', '2000-10-01T00:00Z', '2000-11-01T00:00Z')).toEqual([
    '2000-10-08T03:00:00.000Z -2',
    '2000-10-15T02:00:00.000Z -3',
  ]);
  expect(changes('America/Argentina/Tucuman', '2004-05-20T00:00Z', '2004-07-01T00:00Z')).toEqual([
    '2004-06-01T03:00:00.000Z -4',
    '2004-06-13T04:00:00.000Z -3',
  ]);
  expect(changes('Asia/Gaza', '2040-09-01T00:00Z', '2040-11-01T00:00Z')).toEqual([
    '2040-10-20T00:00:00.000Z 3',
    '2040-10-26T23:00:00.000Z 2',
  ]);
});

test('Morocco went back an hour for each Ramadan', () => {
  expect(changes('Africa/Casablanca', '2025-01-01T00:00Z', '2026-04-01T00:00Z')).toEqual([
    '2025-02-23T02:00:00.000Z 0',
    '2025-04-06T02:00:00.000Z 1',
    '2026-02-15T02:00:00.000Z 0',
    '2026-03-22T02:00:00.000Z 1',
  ]);
});

test('the range is half-open: a change at its first instant is the offset it begins with, one at its end is not in it', () => {
  const change = '2026-03-29T01:00Z';
  expect(zoneOf('Europe/Paris', at(change), at('2026-04-01T00:00Z'))).toMatchObject({ initialOffsetMs: hours(2), transitions: [] });
  expect(zoneOf('Europe/Paris', at('2026-03-01T00:00Z'), at(change))).toMatchObject({ initialOffsetMs: hours(1), transitions: [] });
  expect(changes('Europe/Paris', '2026-03-29T00:59:59.999Z', '2026-03-29T01:00:00.001Z')).toEqual(['2026-03-29T01:00:00.000Z 2']);
});

test('a range cut in two gives the same changes as the whole, wherever it is cut', () => {
  const whole = changes('Asia/Gaza', '2039-01-01T00:00Z', '2042-01-01T00:00Z');
  for (const cut of ['2040-03-31T00:00:00.500Z', '2040-10-13T00:00Z', '2040-10-20T00:00Z', '2041-07-07T07:07:07.007Z']) {
    const before = changes('Asia/Gaza', '2039-01-01T00:00Z', cut) ?? [];
    const atCut = whole?.filter((change) => at(change.split(' ')[0] ?? '') === at(cut)) ?? [];
    const after = changes('Asia/Gaza', cut, '2042-01-01T00:00Z') ?? [];
    expect([...before, ...atCut, ...after], cut).toEqual(whole);
  }
});

test('a zone that the host does not know is null', () => {
  for (const name of ['Mars/Olympus', '', '+07:00', 'VST']) expect(zoneOf(name, 0, 1), name).toBeNull();
});
