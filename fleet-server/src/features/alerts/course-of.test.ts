import { mostCoursePoints } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { courseOf } from './course-of.ts';

const signed = (receivedAtMs: number | null, paintedAtMs: number | null, clearedAtMs: number | null = null) => ({
  receivedAtMs,
  paintedAtMs,
  clearedAtMs,
});

test('the course tells how many had received, painted and cleared at each instant at which that changed', () => {
  const reach = new Map([
    ['a', signed(1_040, 1_060, 9_000)],
    ['b', signed(1_040, null)],
    // painted without saying that it was received, by a clock that is behind
    ['c', signed(null, 900)],
  ]);
  expect(courseOf({ effectiveMs: 1_000 }, reach)).toEqual([
    { atMs: 1_000, received: 0, painted: 0, cleared: 0 },
    { atMs: 1_000, received: 1, painted: 1, cleared: 0 },
    { atMs: 1_040, received: 3, painted: 1, cleared: 0 },
    { atMs: 1_060, received: 3, painted: 2, cleared: 0 },
    { atMs: 9_000, received: 3, painted: 2, cleared: 1 },
  ]);
});

test('of thousands of instants as many are told as a chart shows, the first and the last among them', () => {
  const reach = new Map(Array.from({ length: 5_000 }, (_, n) => [`${n}`, signed(1_000 + n, 1_500 + n)] as const));
  const points = courseOf({ effectiveMs: 1_000 }, reach);
  expect(points.length).toBe(mostCoursePoints);
  expect([points[0], points.at(-1)]).toEqual([
    { atMs: 1_000, received: 0, painted: 0, cleared: 0 },
    { atMs: 6_499, received: 5_000, painted: 5_000, cleared: 0 },
  ]);
});
