import { expect, test } from 'vitest';
import { createHashQueue } from './hash-queue.ts';

test('so many run, so many wait, in order, and the rest is turned away', async () => {
  const queue = createHashQueue({ running: 2, waiting: 2 });
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const start = async (n: number) =>
    queue.run(async () => {
      begun.push(n);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (n === 1) throw new Error('broken');
      return n;
    });
  const results = [0, 1, 2, 3, 4].map((n) => start(n).catch(() => -1));
  expect([await results[4], begun]).toEqual([null, [0, 1]]);
  ends[1]?.();
  await results[1];
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.();
  ends[2]?.();
  await results[2];
  ends[3]?.();
  expect(await Promise.all(results)).toEqual([0, -1, 2, 3, null]);
});
