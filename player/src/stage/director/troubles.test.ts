import { expect, test } from 'vitest';
import { noteTrouble, noTroubles, takeTroubles, troublesPerMinute } from './troubles.ts';

test('troubles are told in order, cut to their limit', () => {
  const noted = noteTrouble(noteTrouble(noTroubles, 'one', 5, 0), 'two and more', 5, 1);
  expect(takeTroubles(noted).said).toEqual([
    { detail: 'one', unsaid: 0 },
    { detail: 'two a', unsaid: 0 },
  ]);
  expect(takeTroubles(takeTroubles(noted).troubles).said).toEqual([]);
});

test('one that repeats in every frame is told a few times a minute, and the next one says how many were left out', () => {
  let troubles = noTroubles;
  let told = 0;
  for (let atMs = 0; atMs < 10_000; atMs += 16) {
    const taken = takeTroubles(noteTrouble(troubles, 'again', 500, atMs));
    troubles = taken.troubles;
    told += taken.said.length;
  }
  expect(told).toBe(troublesPerMinute);
  expect(takeTroubles(noteTrouble(troubles, 'later', 500, 70_000)).said).toEqual([{ detail: 'later', unsaid: 625 - troublesPerMinute }]);
});

test('while nobody listens the latest ones wait, and those that gave way are counted', () => {
  let troubles = noTroubles;
  for (let minute = 0; minute < 25; minute += 1) troubles = noteTrouble(troubles, `trouble ${minute}`, 500, minute * 60_000);
  const { said } = takeTroubles(troubles);
  expect([said.length, said[0]?.detail, said.at(-1)?.detail]).toEqual([20, 'trouble 5', 'trouble 24']);
  expect(said.reduce((sum, one) => sum + 1 + one.unsaid, 0) + troubles.unsaid).toBe(25);
});
