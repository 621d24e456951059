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
