import { expect, test } from 'vitest';
import type { Cast } from './cast.ts';
import { failuresAfter, isFailed, stillFailing, strikesOf, withStrikes, type Failures } from './failures.ts';

// of a cast only its content counts here
const cast = { content: { kind: 'item', itemId: 'film', said: [{ name: 'a', document: { language: 'vi' } }] } } as unknown as Cast;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

test('each strike keeps a document away for twice as long as the one before, to an hour, and one long after is the first again', () => {
  let nowMs = 0;
  let failures: Failures = [];
  const waits = Array.from({ length: 8 }, () => {
    failures = failuresAfter(failures, cast, nowMs, 'no frame');
    const waitMs = (failures[0]?.untilMs ?? 0) - nowMs;
    nowMs += waitMs;
    failures = stillFailing(failures, nowMs);
    return waitMs / minuteMs;
  });
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  expect(isFailed(failures, 'a')).toBe(false);
  const later = failuresAfter(failures, cast, nowMs + 6 * hourMs, 'no frame');
  expect(later).toMatchObject([{ count: 1, untilMs: nowMs + 6 * hourMs + minuteMs }]);
});

test('strikes outlive their stage: the next one goes on counting, keeps the substitute until the wait is over, and what it saw itself is newer', () => {
  const seen = failuresAfter(failuresAfter([], cast, 0, 'no frame'), cast, minuteMs, 'no frame');
  const strikes = strikesOf(seen, 2 * minuteMs);
  expect(strikes).toEqual([
    { name: 'a', itemId: 'film', language: 'vi', count: 2, failedMs: minuteMs, untilMs: 3 * minuteMs, detail: 'no frame' },
  ]);
  const next = withStrikes([], strikes, 2 * minuteMs);
  expect([isFailed(next, 'a'), isFailed(withStrikes([], strikes, 3 * minuteMs), 'a')]).toEqual([true, false]);
  const again = failuresAfter(next, cast, 3 * minuteMs, 'no frame');
  expect([again[0]?.count, withStrikes(again, strikes, 3 * minuteMs)]).toEqual([3, again]);
  expect(strikesOf(seen, 10 * hourMs)).toEqual([]);
});
