import { expect, test } from 'vitest';
import type { AreaRow, Fleet, ScreenRow, SiteRow } from '../fleet/store.ts';
import { findScreens, type ScreenFilter } from './find-screens.ts';

const site = (id: string, vi: string): readonly [string, SiteRow] => [
  id,
  { id, names: { vi }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'], dayStart: '04:00', downloads: null, revision: 1 },
];
const area = (id: string, siteId: string, parentId: string | null, vi: string): readonly [string, AreaRow] => [
  id,
  { id, siteId, parentId, names: { vi }, revision: 1 },
];
const screen = (id: string, name: string, siteId: string, areaId: string | null, tags: string[] = []): readonly [string, ScreenRow] => [
  id,
  { id, siteId, areaId, name, kind: 'display', widthPx: 100, heightPx: 100, tags, revision: 1 },
];
const fleet: Fleet = {
  sites: new Map([site('nb', 'Nội Bài'), site('vinh', 'Vinh')]),
  areas: new Map([area('t2', 'nb', null, 'Nhà ga T2'), area('den', 'nb', 't2', 'Sảnh đến'), area('di', 'nb', 't2', 'Sảnh đi')]),
  screens: new Map([
    screen('1', 'B12', 'nb', 'di'),
    screen('2', 'B2', 'nb', 'di', ['gates']),
    screen('3', 'A1', 'nb', 'den'),
    screen('4', 'Z', 'nb', null, ['gates']),
    screen('5', 'A', 'vinh', null),
  ]),
  players: new Map(),
  playersById: new Map(),
};
const seen = { '1': 50, '2': 10, '3': 40, '4': null, '5': 20 } as const;
const known = {
  isSeen: () => true,
  stateOf: (id: string) => (id === '1' ? ('offline' as const) : ('healthy' as const)),
  lastSeenMs: (id: string) => seen[id as keyof typeof seen],
};
const find = (filter: ScreenFilter, sort?: Parameters<typeof findScreens>[3]) => findScreens(fleet, filter, known, sort).ids.join('');

test('screens come site by site, area by area, by name as people count; or by name, by state, by silence', () => {
  expect([find({}), find({}, 'name'), find({}, 'state'), find({}, 'last-seen')]).toEqual(['43215', '53214', '14325', '42531']);
});

test('an area holds what lies in the areas inside it; a search asks for every word, without diacritics', () => {
  expect([find({ areaId: 't2' }), find({ areaId: 'di' }), find({ siteId: 'vinh' }), find({ tag: 'gates' })]).toEqual([
    '321',
    '21',
    '5',
    '42',
  ]);
  expect([find({ search: 'noi bai SANH DEN' }), find({ search: 'b gates' }), find({ search: 'nowhere' })]).toEqual(['3', '42', '']);
});

test('counts are of every state that the rest of the filter leaves, also beside the one that is asked for', () => {
  const { ids, counts } = findScreens(fleet, { siteId: 'nb', state: 'offline' }, known);
  expect([ids, counts]).toEqual([['1'], { unpaired: 0, healthy: 3, impaired: 0, offline: 1, unknown: 0 }]);
  expect(findScreens(fleet, {}, { ...known, isSeen: (id) => id === 'vinh' }).ids).toEqual(['5']);
});
