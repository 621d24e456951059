import { expect, it } from 'vitest';
import { spreadApart } from './spread-apart.ts';

const picture = { nearPx: 36, mostPx: 60, width: 320, height: 190 };
const spot = (id: string, x: number, y: number) => ({ id, x, y });
/** The least that two of them are apart once they are spread. */
function nearest(spots: readonly ReturnType<typeof spot>[]): number {
  const shifts = spreadApart(spots, picture);
  const at = spots.map(({ id, x, y }) => ({ x: x + (shifts.get(id)?.dx ?? 0), y: y + (shifts.get(id)?.dy ?? 0) }));
  return Math.min(...at.flatMap((a, one) => at.slice(one + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y))));
}

it('what stands free stays where it is', () => {
  expect(spreadApart([spot('a', 20, 20), spot('b', 80, 20)], picture)).toEqual(new Map());
});

it('what would cover another stands beside it, a row and a heap as well', () => {
  const row = Array.from({ length: 6 }, (_none, index) => spot(`r${index}`, 100 + index * 12, 90));
  const heap = Array.from({ length: 4 }, (_none, index) => spot(`h${index}`, 160, 95));
  for (const spots of [[spot('a', 100, 50), spot('b', 110, 50)], row, heap]) expect(nearest(spots)).toBeGreaterThan(31);
  expect([...spreadApart([spot('a', 100, 50), spot('b', 110, 50)], picture)]).toEqual([
    ['a', { dx: -13, dy: 0 }],
    ['b', { dx: 13, dy: 0 }],
  ]);
});

it('nothing leaves the picture, or goes further than it may', () => {
  const corner = Array.from({ length: 5 }, (_none, index) => spot(`c${index}`, 2, 2));
  for (const [id, { dx, dy }] of spreadApart(corner, picture)) {
    expect([id, 2 + dx >= 0, 2 + dy >= 0, Math.hypot(dx, dy) <= 61]).toEqual([id, true, true, true]);
  }
});
