import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { answerWithin } from './answer-within.ts';

type Answer = (answer: unknown) => void;
const socketThat = (answers: (answer: Answer) => void) => ({
  emit(_event: string, _message: unknown, answer: Answer) {
    answers(answer);
    return true;
  },
});

test('an answer that came while the server was too busy to read it counts, and silence does not', async () => {
  const busy = socketThat((answer) => {
    setTimeout(() => setImmediate(() => answer('here')), 25);
    // nothing is read for longer than there was time
    setTimeout(() => {
      for (const untilMs = performance.now() + 60; performance.now() < untilMs;);
    }, 1);
  });
  expect(await answerWithin(busy, 'challenge', {}, 30)).toEqual({ answer: 'here' });
  expect(
    await answerWithin(
      socketThat(() => undefined),
      'challenge',
      {},
      10,
    ),
  ).toBe(null);
  // what comes after all changes nothing
  let late: Answer = () => undefined;
  expect(
    await answerWithin(
      socketThat((answer) => (late = answer)),
      'challenge',
      {},
      10,
    ),
  ).toBe(null);
  late('too late');
  await wait(1);
});
