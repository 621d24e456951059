import { expect, test } from 'vitest';
import { clockAtStart, corrected } from './player-clock.ts';

test('a device clock that ran back is set forward to the last instant and not trusted', () => {
  expect(clockAtStart({ lastInstantMs: 10_000, offsetMs: 50 }, 2_000)).toEqual({ offsetMs: 8_000, state: 'untrusted' });
});

test('a device clock that went on is trusted with the offset it had', () => {
  expect(clockAtStart({ lastInstantMs: 10_000, offsetMs: 50 }, 20_000)).toEqual({ offsetMs: 50, state: 'trusted' });
});

test('a new device trusts nothing until the first sync, which it takes whole', () => {
  const start = clockAtStart(null, 0);
  expect(start.state).toBe('untrusted');
  expect(corrected(start, 1_700_000_000_000)).toEqual({ kind: 'moved', clock: { offsetMs: 1_700_000_000_000, state: 'synced' } });
});

test('later corrections are slewed, noise is not followed', () => {
  const clock = { offsetMs: 0, state: 'synced' } as const;
  expect(corrected(clock, 30).kind).toBe('kept');
  expect(corrected(clock, 400)).toEqual({ kind: 'moved', clock: { offsetMs: 400, state: 'synced' } });
  expect(corrected(clock, -90_000)).toEqual({ kind: 'moved', clock: { offsetMs: -1_000, state: 'synced' } });
});

test('a server clock that moves by more than five minutes is not followed', () => {
  const clock = { offsetMs: 0, state: 'synced' } as const;
  expect(corrected(clock, 300_001)).toEqual({ kind: 'not-followed', clock, byMs: 300_001 });
});
