import { describe, expect, it } from 'vitest';
import { visitAt } from './visit.ts';

describe('a visit to a look-up point', () => {
  it('ends a minute after the last touch, with its last ten seconds counted down', () => {
    const visit = { lastTouchMs: 1_000 };
    expect([1_000, 50_999, 51_000, 60_500, 61_000].map((nowMs) => visitAt(visit, nowMs))).toEqual([
      { kind: 'going-on', secondsLeft: null },
      { kind: 'going-on', secondsLeft: null },
      { kind: 'going-on', secondsLeft: 10 },
      { kind: 'going-on', secondsLeft: 1 },
      { kind: 'over' },
    ]);
  });
});
