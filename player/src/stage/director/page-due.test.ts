import { expect, test } from 'vitest';
import { pageDue } from './page-due.ts';

const durations = [10_000, 5_000, 20_000];
const at = (nowMs: number) => pageDue(durations, 1_000_000, nowMs);

test('each page is due for its own time, half-open, one after another from the start of the stretch', () => {
  expect([1_000_000, 1_009_999, 1_010_000, 1_014_999, 1_015_000].map((nowMs) => at(nowMs))).toEqual([
    { index: 0, untilMs: 1_010_000 },
    { index: 0, untilMs: 1_010_000 },
    { index: 1, untilMs: 1_015_000 },
    { index: 1, untilMs: 1_015_000 },
    { index: 2, untilMs: Infinity },
  ]);
});

test('before the stretch it is the first page, and after all of them the last stays', () => {
  expect([at(0), at(9_000_000)]).toEqual([
    { index: 0, untilMs: 1_010_000 },
    { index: 2, untilMs: Infinity },
  ]);
});
