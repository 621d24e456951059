import { siteIdSchema } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { isWanted } from './is-wanted.ts';
import type { RouteSettings } from './route-row.ts';

const here = siteIdSchema.parse('01980000-0000-7000-8000-00000000000a');
const elsewhere = siteIdSchema.parse('01980000-0000-7000-8000-00000000000b');
const everything: RouteSettings = {
  ...{ name: 'Duty', channel: { kind: 'email', to: ['duty@example.org'] }, language: 'vi', siteIds: [], kinds: [], hours: [], isOn: true },
};
const offline = { siteId: here, kind: 'offline' } as const;
const noon = ['2026-07-29T12:00:00'];

test('a route hears of its sites and kinds, of all where it names none, and of nothing while it is off', () => {
  expect(isWanted(everything, offline, noon)).toBe(true);
  expect(isWanted({ ...everything, siteIds: [elsewhere] }, offline, noon)).toBe(false);
  expect(isWanted({ ...everything, siteIds: [elsewhere, here] }, offline, noon)).toBe(true);
  expect(isWanted({ ...everything, kinds: ['storage-low'] }, offline, noon)).toBe(false);
  expect(isWanted({ ...everything, isOn: false }, offline, noon)).toBe(false);
});

test('hours are those of the site, half-open, and a night belongs to the day that it begins on', () => {
  // 29 July 2026 is a Wednesday
  const night: RouteSettings = { ...everything, hours: [{ days: ['WE'], from: '18:00', to: '06:00' }] };
  const at = (localTime: string) => isWanted(night, offline, [localTime]);
  expect(
    ['2026-07-29T05:59:00', '2026-07-29T18:00:00', '2026-07-30T05:59:59', '2026-07-30T06:00:00', '2026-07-30T18:00:00'].map(at),
  ).toEqual([false, true, true, false, false]);
  const allSunday: RouteSettings = { ...everything, hours: [{ days: ['SU'], from: '00:00', to: '24:00' }] };
  expect(
    ['2026-08-01T23:59:59', '2026-08-02T00:00:00', '2026-08-02T23:59:59', '2026-08-03T00:00:00'].map((at) =>
      isWanted(allSunday, offline, [at]),
    ),
  ).toEqual([false, true, true, false]);
});

test('of the server itself hear the routes of every site, at hours that it is at one of the sites', () => {
  const ofServer = { siteId: null, kind: 'certificate' } as const;
  expect(isWanted(everything, ofServer, noon)).toBe(true);
  expect(isWanted({ ...everything, siteIds: [here] }, ofServer, noon)).toBe(false);
  const night: RouteSettings = { ...everything, hours: [{ days: ['WE'], from: '18:00', to: '06:00' }] };
  expect(isWanted(night, ofServer, ['2026-07-29T12:00:00', '2026-07-29T19:00:00'])).toBe(true);
  expect(isWanted(night, ofServer, ['2026-07-29T12:00:00', '2026-07-29T14:00:00'])).toBe(false);
});
