import type { WallScreen } from '@gatecast/protocol';
import { expect, it } from 'vitest';
import { filledGroups, standingOf, stillStands } from './wall-groups.ts';

const places = {
  sites: [{ id: 'noi-bai' }, { id: 'lao-cai' }],
  siteName: (id: string) => ({ 'noi-bai': 'Nội Bài', 'lao-cai': 'Lào Cai' })[id] ?? '',
  areasOf: (id: string) => (id === 'noi-bai' ? [{ area: { id: 'hall' }, path: 'Sảnh', depth: 0 }] : []),
} as unknown as Parameters<typeof standingOf>[2];

const screen = (id: string, name: string, more: object = {}) =>
  ({ id, name, siteId: 'noi-bai', areaId: null, state: 'healthy', lastSeenMs: 1, ...more }) as WallScreen;
const screens = [
  screen('a', 'Gate 10'),
  screen('b', 'Gate 9', { state: 'impaired' }),
  screen('c', 'Gate 1', { siteId: 'lao-cai', state: 'offline' }),
  screen('d', 'Gate 2', { areaId: 'hall' }),
];
const drawn = (view: 'sites' | 'flat', some = screens) =>
  filledGroups(standingOf(some, view, places), some).map(({ title, screens: inside }) => [title, ...inside.map(({ name }) => name)]);

it('stands by site and area, by name as people count', () => {
  expect(drawn('sites')).toEqual([
    ['Nội Bài', 'Gate 9', 'Gate 10'],
    ['Nội Bài › Sảnh', 'Gate 2'],
    ['Lào Cai', 'Gate 1'],
  ]);
});

it('has who needs somebody first in one list, and then what belongs to a whole site', () => {
  expect(drawn('flat')).toEqual([['', 'Gate 1', 'Gate 9', 'Gate 10', 'Gate 2']]);
});

it('keeps its order through signs of life and shows what they tell', () => {
  const standing = standingOf(screens, 'sites', places);
  const heard = screens.with(0, screen('a', 'Gate 10', { lastSeenMs: 2, state: 'offline' }));
  expect(stillStands(standing, heard, 'sites', places)).toBe(true);
  expect(filledGroups(standing, heard)[0]?.screens[1]).toBe(heard[0]);
});

it('keeps its order where a filter shows a part of it', () => {
  const shown = screens.filter(({ name }) => name !== 'Gate 9');
  expect(filledGroups(standingOf(screens, 'flat', places), screens, shown)[0]?.screens.map(({ id }) => id)).toEqual(['c', 'a', 'd']);
});

it('is sorted anew when something by which it is sorted has changed', () => {
  const still = (view: 'sites' | 'flat', now: readonly WallScreen[]) => stillStands(standingOf(screens, view, places), now, view, places);
  expect(still('flat', screens.with(0, screen('a', 'Gate 10', { state: 'offline' })))).toBe(false);
  expect(still('flat', screens.with(0, screen('a', 'Gate 10', { areaId: 'hall' })))).toBe(false);
  expect(still('sites', screens.with(0, screen('a', 'Gate 8')))).toBe(false);
  expect(still('sites', screens.with(0, screen('a', 'Gate 10', { areaId: 'hall' })))).toBe(false);
  expect(still('sites', screens.with(0, screen('a', 'Gate 10', { siteId: 'lao-cai' })))).toBe(false);
  expect(still('sites', screens.slice(1))).toBe(false);
  expect(still('sites', screens.with(0, screen('e', 'Gate 10')))).toBe(false);
  expect(stillStands(standingOf(screens, 'sites', places), screens, 'flat', places)).toBe(false);
  expect(stillStands(standingOf(screens, 'sites', places), screens, 'sites', { ...places })).toBe(false);
});
