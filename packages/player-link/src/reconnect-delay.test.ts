import { expect, test } from 'vitest';
import { ordinaryPacing, reconnectDelayMs } from './reconnect-delay.ts';

test('the wait doubles from one second to thirty and never exceeds them', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 50, 10_000].map((attempt) =>
    Math.max(...Array.from({ length: 500 }, (_, n) => reconnectDelayMs(ordinaryPacing, `player-${n}`, attempt))),
  );
  const ceilings = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000];
  for (const [index, ceiling] of ceilings.entries()) {
    expect(longest[index]).toBeLessThanOrEqual(ceiling);
    expect(longest[index]).toBeGreaterThan(ceiling * 0.95);
  }
});

test('a player waits the same each time it is asked, and ten thousand of them spread evenly', () => {
  expect(reconnectDelayMs(ordinaryPacing, 'a', 6)).toBe(reconnectDelayMs(ordinaryPacing, 'a', 6));
  const perSecond = Array.from({ length: 30 }, () => 0);
  for (let n = 0; n < 10_000; n++) {
    const second = Math.floor(reconnectDelayMs(ordinaryPacing, `player-${n}`, 6) / 1_000);
    perSecond[second] = (perSecond[second] ?? 0) + 1;
  }
  expect(Math.max(...perSecond)).toBeLessThan(550);
});
