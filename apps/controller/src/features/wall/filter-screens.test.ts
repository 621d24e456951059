import type { WallScreen } from '@gatecast/protocol';
import { expect, it } from 'vitest';
import { filterScreens } from './filter-screens.ts';

type Filter = Omit<Parameters<typeof filterScreens>[1], 'places'>;

const screens = [
  { name: 'Cổng đến 1', state: 'healthy' },
  { name: 'Sảnh đi', state: 'offline' },
] as WallScreen[];
const places = {};
const named = (filter: Filter) => filterScreens(screens, { ...filter, places }, ({ name }) => name).map(({ name }) => name);

it('finds Vietnamese names typed without diacritics, in any order of words', () => {
  expect(named({ state: undefined, find: 'DEN cong' })).toEqual(['Cổng đến 1']);
});

it('keeps only screens of the chosen state', () => {
  expect(named({ state: 'offline', find: '' })).toEqual(['Sảnh đi']);
});

it('finds a screen by what its area is called now, not by what it was called when it was searched first', () => {
  const found = (area: string, find: string) =>
    filterScreens(screens, { state: 'offline', find, places: { area } }, ({ name }) => `${name} ${area}`).length;
  expect([found('Hall A', 'hall a'), found('Gate 7', 'hall a'), found('Gate 7', 'gate 7')]).toEqual([1, 0, 1]);
});
