import { expect, test } from 'vitest';
import { doOverlap, layoutFaults, mostRegions } from './layout-faults.ts';

function region(id: string, [xBp, yBp, widthBp, heightBp]: readonly [number, number, number, number], kind: 'main' | 'clock' = 'clock') {
  return { id, frame: { xBp, yBp, widthBp, heightBp }, content: { kind } };
}
const main = region('main', [0, 0, 10_000, 8_000], 'main');

test('regions beside each other, with one main one, are a layout', () => {
  expect(layoutFaults([main, region('clock', [0, 8_000, 5_000, 2_000]), region('other', [5_000, 8_000, 5_000, 2_000])])).toEqual([]);
  expect(doOverlap(main.frame, region('clock', [0, 8_000, 5_000, 2_000]).frame)).toBe(false);
});

test('each fault names its region and its limit', () => {
  expect(layoutFaults([region('clock', [0, 0, 10_000, 10_000])])).toEqual([{ kind: 'main-count', count: 0 }]);
  expect(layoutFaults([main, { ...main, id: 'second', frame: { ...main.frame, yBp: 8_000, heightBp: 2_000 } }])).toEqual([
    { kind: 'main-count', count: 2 },
  ]);
  expect(
    layoutFaults([
      main,
      region('clock', [9_000, 8_000, 1_500, 99]),
      region('clock', [0, 7_900, 1_000, 2_101]),
      region('last', [1_000, 9_000, 1_000, 1_000]),
    ]),
  ).toEqual([
    { kind: 'outside', index: 1, regionId: 'clock', side: 'widthBp', limit: 1_000 },
    { kind: 'too-small', index: 1, regionId: 'clock', side: 'heightBp', limit: 100 },
    { kind: 'same-name', index: 2, regionId: 'clock' },
    { kind: 'outside', index: 2, regionId: 'clock', side: 'heightBp', limit: 2_100 },
    { kind: 'overlap', index: 2, regionId: 'clock', otherId: 'main' },
  ]);
  const many = Array.from({ length: mostRegions }, (_, index) => region(`c${index}`, [index * 500, 8_000, 500, 2_000]));
  expect(layoutFaults([main, ...many])).toEqual([{ kind: 'too-many', limit: mostRegions }]);
});
