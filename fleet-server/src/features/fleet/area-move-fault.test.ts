import { expect, test } from 'vitest';
import { areaMoveFault } from './area-move-fault.ts';
import type { AreaRow, Fleet } from './store.ts';

const area = (id: string, parentId: string | null): readonly [string, AreaRow] => [
  id,
  { id, siteId: 's', parentId, names: { en: id }, revision: 1 },
];
const none = { sites: new Map(), screens: new Map(), players: new Map(), playersById: new Map() };
// a > b > c, and a chain of seven beside it
const chain = Array.from({ length: 7 }, (_, n) => area(`x${n}`, n === 0 ? null : `x${n - 1}`));
const fleet: Fleet = { ...none, areas: new Map([area('a', null), area('b', 'a'), area('c', 'b'), ...chain]) };

test('an area moves anywhere but into itself, and only where all that lies in it still nests eight deep', () => {
  const limitOf = (id: string, to: string | null) => areaMoveFault(fleet, id, to)?.problem.detail ?? 'moves';
  expect([limitOf('c', null), limitOf('c', 'x6'), limitOf('b', 'x5'), limitOf('a', 'x4')]).toEqual(Array(4).fill('moves'));
  expect([limitOf('a', 'a'), limitOf('a', 'c')]).toEqual(Array(2).fill('body.parentId: an area cannot lie inside itself'));
  expect([limitOf('b', 'x6'), limitOf('a', 'x5')]).toEqual(Array(2).fill('body.parentId: areas nest at most 8 deep'));
});
