import { expect, test } from 'vitest';
import { follow, patience, type Course, type Reading } from './hysteresis.ts';

const ten = { opensAfterMs: 10_000, endsAfterMs: 20_000 };

/** What becomes of a course of readings, one every five seconds. */
function changesOf(readings: readonly Reading[], from: Course = { isOpen: false, reading: 'unknown', sinceMs: 0 }) {
  let course = from;
  return readings.flatMap((reading, index) => {
    const followed = follow(course, reading, ten, index * 5_000);
    ({ course } = followed);
    return followed.change === null ? [] : [[followed.change, index]];
  });
}

test('a condition opens one incident when it has lasted, and ends it when it has been gone for as long as it must be', () => {
  expect(changesOf(['bad', 'bad', 'bad', 'bad', 'bad', 'good', 'good', 'good', 'good', 'good', 'good'])).toEqual([
    ['opens', 2],
    ['ends', 9],
  ]);
});

test('a condition that flaps opens nothing, and one that flaps while it is open ends nothing', () => {
  expect(changesOf(['bad', 'bad', 'good', 'bad', 'bad', 'good', 'bad'])).toEqual([]);
  const open: Course = { isOpen: true, reading: 'unknown', sinceMs: 0 };
  expect(changesOf(['good', 'good', 'good', 'good', 'bad', 'good', 'good', 'good', 'good'], open)).toEqual([]);
});

test('time in which nothing can be known counts neither for nor against an incident', () => {
  expect(changesOf(['bad', 'unknown', 'unknown', 'unknown', 'bad', 'bad'])).toEqual([]);
  const open: Course = { isOpen: true, reading: 'unknown', sinceMs: 0 };
  expect(changesOf(['good', 'unknown', 'unknown', 'unknown', 'unknown', 'good', 'good', 'good', 'good'], open)).toEqual([]);
  expect(changesOf(['good', 'unknown', 'good', 'good', 'good', 'good', 'good'], open)).toEqual([['ends', 6]]);
});

test('every kind that opens after a time is seen by looking every five seconds before a minute more has passed', () => {
  for (const { opensAfterMs, endsAfterMs } of Object.values(patience)) expect([opensAfterMs % 5_000, endsAfterMs % 5_000]).toEqual([0, 0]);
});
