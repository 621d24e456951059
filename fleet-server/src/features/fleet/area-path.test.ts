import { expect, test } from 'vitest';
import { areaPath, screensAddressed } from './area-path.ts';
import type { Fleet, ScreenRow } from './store.ts';

const area = (id: string, parentId: string | null) => [id, { id, siteId: 's', parentId, names: { en: id }, revision: 1 }] as const;
const screen = (id: string, areaId: string | null, siteId = 's'): readonly [string, ScreenRow] => [
  id,
  { id, siteId, areaId, name: id, kind: 'display', widthPx: 100, heightPx: 100, tags: [], revision: 1 },
];
const fleet: Fleet = {
  sites: new Map(),
  areas: new Map([area('t2', null), area('arrivals', 't2'), area('belts', 'arrivals'), area('departures', 't2')]),
  screens: new Map([screen('a', 'belts'), screen('b', 'departures'), screen('c', null), screen('x', null, 'other')]),
  players: new Map(),
  playersById: new Map(),
};

test('the path of an area names the innermost first', () => {
  expect(areaPath(fleet, 'belts')).toEqual(['belts', 'arrivals', 't2']);
  expect(areaPath(fleet, null)).toEqual([]);
});

test('an area addresses the screens of all areas inside it, a screen only itself, and nothing addresses the whole site', () => {
  expect(screensAddressed(fleet, 's', { areaIds: ['t2'], screenIds: [] })).toEqual(['a', 'b']);
  expect(screensAddressed(fleet, 's', { areaIds: ['arrivals'], screenIds: ['c', 'x'] })).toEqual(['a', 'c']);
  expect(screensAddressed(fleet, 's', { areaIds: [], screenIds: [] })).toEqual(['a', 'b', 'c']);
});
