import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { spread } from './spread.ts';

const seed = 20_260_729;

test.each([
  { weights: [1, 1, 1], round: [0, 1, 2] },
  { weights: [2, 1], round: [0, 1, 0] },
  { weights: [4, 4], round: [0, 1] },
  { weights: [1, 3], round: [0, 1, 1, 1] },
  { weights: [3, 1, 1, 1], round: [0, 1, 0, 2, 0, 3] },
  { weights: [1, 1, 2, 1], round: [0, 1, 2, 3, 2] },
])('weights $weights take turns as $round', ({ weights, round }) => {
  expect(spread(weights)).toEqual(round);
});

test(`each member has its share, the first begins, and the heaviest has gaps that differ by one at most (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }), (weights) => {
      const round = spread(weights);
      const shares = weights.map((_, member) => round.filter((one) => one === member).length);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      expect(shares.map((share) => share * total)).toEqual(weights.map((weight) => weight * round.length));
      expect(round[0]).toBe(0);
      const heaviest = weights.indexOf(Math.max(...weights));
      const turns = round.flatMap((one, position) => (one === heaviest ? [position] : []));
      const gaps = turns.map((position, index) => (turns[index + 1] ?? round.length + (turns[0] ?? 0)) - position);
      expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
    }),
    { seed, numRuns: 500 },
  );
});
