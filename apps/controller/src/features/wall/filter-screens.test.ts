import type { WallScreen } from '@gatecast/protocol';
import { expect, it } from 'vitest';
import { filterScreens } from './filter-screens.ts';

type Filter = Omit<Parameters<typeof filterScreens>[1], 'language'>;

const screens = [
  { name: 'Cổng đến 1', state: 'healthy' },
  { name: 'Sảnh đi', state: 'offline' },
] as WallScreen[];
const named = (filter: Filter) => filterScreens(screens, { ...filter, language: 'vi' }, ({ name }) => name).map(({ name }) => name);

it('finds Vietnamese names typed without diacritics, in any order of words', () => {
  expect(named({ state: undefined, find: 'DEN cong' })).toEqual(['Cổng đến 1']);
});

it('keeps only screens of the chosen state', () => {
  expect(named({ state: 'offline', find: '' })).toEqual(['Sảnh đi']);
});
