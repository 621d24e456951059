import { expect, test } from 'vitest';
import type { Cast } from './cast.ts';
import { failuresAfter, isFailed, stillFailing, type Failures } from './failures.ts';

// of a cast only its content counts here
const cast = { content: { kind: 'item', itemId: 'film', said: [{ name: 'a' }] } } as unknown as Cast;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

test('each strike keeps a document away for twice as long as the one before, to an hour, and one long after is the first again', () => {
  let nowMs = 0;
  let failures: Failures = [];
  const waits = Array.from({ length: 8 }, () => {
    failures = failuresAfter(failures, cast, nowMs);
    const waitMs = (failures[0]?.untilMs ?? 0) - nowMs;
    nowMs += waitMs;
    failures = stillFailing(failures, nowMs);
    return waitMs / minuteMs;
  });
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  expect(isFailed(failures, 'a')).toBe(false);
  const later = failuresAfter(failures, cast, nowMs + 6 * hourMs);
  expect(later).toMatchObject([{ count: 1, untilMs: nowMs + 6 * hourMs + minuteMs }]);
});
