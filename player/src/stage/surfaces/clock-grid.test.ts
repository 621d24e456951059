import { expect, test } from 'vitest';
import { gridOf } from './clock-grid.ts';

const grids = (widthPx: number, heightPx: number) =>
  [1, 2, 3, 4, 5, 6, 8].map((count) => {
    const { columns, rows } = gridOf(count, widthPx, heightPx);
    return `${columns}x${rows}`;
  });

test('clocks stand in a row where there is room, in a column in a narrow region, else in even rows', () => {
  expect(grids(1_920, 1_080)).toEqual(['1x1', '2x1', '3x1', '2x2', '3x2', '3x2', '4x2']);
  expect(grids(1_920, 160)).toEqual(['1x1', '2x1', '3x1', '4x1', '5x1', '6x1', '8x1']);
  expect(grids(400, 1_080)).toEqual(['1x1', '1x2', '1x3', '1x4', '1x5', '2x3', '2x4']);
});
