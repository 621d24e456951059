import type { WallScreen } from '@gatecast/protocol';
import { expect, it } from 'vitest';
import { wallRows } from './wall-rows.ts';

const screens = (...ids: string[]) => ids.map((id) => ({ id, siteId: 's' }) as WallScreen);

it('lays tiles out in rows beneath their headings, leaves empty groups out, and has a tile a row where there is no room', () => {
  const groups = [
    { key: 'a', title: 'Hall', screens: screens('1', '2', '3') },
    { key: 'b', title: 'Empty', screens: [] },
    { key: 'c', title: '', screens: screens('4') },
  ];
  const told = (columns: number) =>
    wallRows(groups, columns).map((row) =>
      row.kind === 'heading' ? `${row.title} ${row.count}` : row.screens.map(({ id }) => id).join(''),
    );
  expect([told(2), told(0)]).toEqual([
    ['Hall 3', '12', '3', '4'],
    ['Hall 3', '1', '2', '3', '4'],
  ]);
});
