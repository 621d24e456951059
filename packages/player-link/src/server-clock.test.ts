import { expect, test } from 'vitest';
import { serverOffset, unknownServerClock, withRoundTrip } from './server-clock.ts';

test('the quickest of the last round trips gives the offset, and its middle is the instant meant', () => {
  let clock = withRoundTrip(unknownServerClock, { sentMonotonicMs: 0, receivedMonotonicMs: 400, serverTimeMs: 10_390 });
  clock = withRoundTrip(clock, { sentMonotonicMs: 1_000, receivedMonotonicMs: 1_020, serverTimeMs: 11_010 });
  clock = withRoundTrip(clock, { sentMonotonicMs: 2_000, receivedMonotonicMs: 2_300, serverTimeMs: 12_290 });
  expect(serverOffset(clock, 5_000, 3_000)).toEqual({ kind: 'known', offsetMs: 8_000, rttMs: 20 });
});

test('when the wall clock of the device is set, the offset follows and the server time stays', () => {
  const clock = withRoundTrip(unknownServerClock, { sentMonotonicMs: 0, receivedMonotonicMs: 10, serverTimeMs: 1_000_005 });
  const before = serverOffset(clock, 900_100, 100);
  const after = serverOffset(clock, 5_100, 100);
  expect([before, after]).toEqual([
    { kind: 'known', offsetMs: 100_000, rttMs: 10 },
    { kind: 'known', offsetMs: 995_000, rttMs: 10 },
  ]);
});

test('nothing is known before the first round trip, and an impossible one is not counted', () => {
  const clock = withRoundTrip(unknownServerClock, { sentMonotonicMs: 10, receivedMonotonicMs: 5, serverTimeMs: 1 });
  expect(serverOffset(clock, 0, 0)).toEqual({ kind: 'unknown' });
});

test('an old good round trip is forgotten after eight newer ones', () => {
  let clock = withRoundTrip(unknownServerClock, { sentMonotonicMs: 0, receivedMonotonicMs: 2, serverTimeMs: 1 });
  for (let n = 1; n <= 8; n++)
    clock = withRoundTrip(clock, { sentMonotonicMs: n * 100, receivedMonotonicMs: n * 100 + 40, serverTimeMs: n * 100 + 1_020 });
  expect(serverOffset(clock, 0, 0)).toEqual({ kind: 'known', offsetMs: 1_000, rttMs: 40 });
});

test('a server whose clock was moved, or a device that slept, is believed at once, however quick the round trips before', () => {
  let clock = withRoundTrip(unknownServerClock, { sentMonotonicMs: 0, receivedMonotonicMs: 2, serverTimeMs: 1_001 });
  clock = withRoundTrip(clock, { sentMonotonicMs: 100, receivedMonotonicMs: 140, serverTimeMs: 3_601_120 });
  expect(serverOffset(clock, 0, 0)).toEqual({ kind: 'known', offsetMs: 3_601_000, rttMs: 40 });
});
