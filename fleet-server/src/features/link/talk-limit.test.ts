import { simulatedClock } from '@gatecast/clock';
import { expect, test } from 'vitest';
import { createStrangerBook } from './stranger-book.ts';
import { createTalkLimit, playerBudget, strangerBudget } from './talk-limit.ts';

test('a connection may say so many packets and bytes in ten seconds, and more once it is trusted', () => {
  const clock = simulatedClock(0);
  const limit = createTalkLimit(clock);
  for (let n = 0; n < strangerBudget.packets; n++) expect(limit.take(1)).toBe(true);
  expect(limit.take(1)).toBe(false);
  clock.advance(10_000);
  expect([limit.take(strangerBudget.bytes), limit.take(1)]).toEqual([true, false]);
  limit.allow(playerBudget);
  expect(limit.take(1_500_000)).toBe(true);
});

test('a crowd of strangers leaves room, and their addresses are forgotten with them', () => {
  const book = createStrangerBook({ total: 3, perAddress: 2 });
  const leaves = [book.enter('a'), book.enter('a')];
  expect([book.hasRoom('a'), book.hasRoom('b')]).toEqual([false, true]);
  leaves.push(book.enter('b'));
  expect(book.hasRoom('c')).toBe(false);
  leaves[0]?.();
  leaves[0]?.();
  expect([book.hasRoom('a'), book.hasRoom('c')]).toEqual([true, true]);
  leaves.push(book.enter('c'));
  expect(book.hasRoom('a')).toBe(false);
});
