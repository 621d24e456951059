import { expect, it } from 'vitest';
import { merged } from './merged.ts';

it('puts news in its place, and what is new comes first', () => {
  const list = [
    { id: 'a', state: 'healthy' },
    { id: 'b', state: 'healthy' },
  ];
  expect(
    merged(list, [
      { id: 'b', state: 'offline' },
      { id: 'c', state: 'unpaired' },
    ]),
  ).toEqual([
    { id: 'c', state: 'unpaired' },
    { id: 'a', state: 'healthy' },
    { id: 'b', state: 'offline' },
  ]);
});

it('goes on with a list that it made, and leaves the one before as it was', () => {
  const list = [
    { id: 'a', n: 1 },
    { id: 'b', n: 1 },
  ];
  const once = merged(list, [{ id: 'b', n: 2 }]);
  expect(
    merged(once, [
      { id: 'c', n: 3 },
      { id: 'a', n: 3 },
    ]),
  ).toEqual([
    { id: 'c', n: 3 },
    { id: 'a', n: 3 },
    { id: 'b', n: 2 },
  ]);
  expect(list).toEqual([
    { id: 'a', n: 1 },
    { id: 'b', n: 1 },
  ]);
  expect(once).toEqual([
    { id: 'a', n: 1 },
    { id: 'b', n: 2 },
  ]);
});
