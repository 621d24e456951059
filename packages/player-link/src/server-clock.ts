/** One round trip: the server said `serverTimeMs` somewhere between the two monotonic instants. */
export type RoundTrip = { readonly sentMonotonicMs: number; readonly receivedMonotonicMs: number; readonly serverTimeMs: number };

/** The server's clock as the best of the last round trips tells it, held against the monotonic clock, which never jumps. */
export type ServerClock = { readonly samples: readonly { readonly rttMs: number; readonly serverMinusMonotonicMs: number }[] };

export const unknownServerClock: ServerClock = { samples: [] };

/** Samples kept: two minutes of heartbeats, so that a drifting clock is followed and one slow beat does not count. */
const samplesKept = 8;
/** What two clocks may drift apart over the samples kept, and what whole milliseconds hide. */
const driftMs = 20;

/** Adds a round trip. The server's time is taken to be that of the middle (RFC 5905, section 8). */
export function withRoundTrip(clock: ServerClock, trip: RoundTrip): ServerClock {
  const rttMs = trip.receivedMonotonicMs - trip.sentMonotonicMs;
  if (rttMs < 0) return clock;
  const sample = { rttMs, serverMinusMonotonicMs: trip.serverTimeMs - (trip.sentMonotonicMs + rttMs / 2) };
  // each is off by at most half its round trip: older ones that cannot be true together with it are of before a clock was moved
  const agreeing = clock.samples.filter(
    (one) => Math.abs(one.serverMinusMonotonicMs - sample.serverMinusMonotonicMs) <= (one.rttMs + rttMs) / 2 + driftMs,
  );
  return { samples: [...agreeing.slice(1 - samplesKept), sample] };
}

export type ServerOffset =
  | { readonly kind: 'unknown' }
  /** Add `offsetMs` to the device's own wall clock as it is now; the error is at most half of `rttMs`. */
  | { readonly kind: 'known'; readonly offsetMs: number; readonly rttMs: number };

/** The offset to a wall clock that reads `nowMs` at `monotonicMs`. */
export function serverOffset(clock: ServerClock, nowMs: number, monotonicMs: number): ServerOffset {
  let best = clock.samples[0];
  if (best === undefined) return { kind: 'unknown' };
  // the later of equally good ones, as it has drifted less
  for (const sample of clock.samples) if (sample.rttMs <= best.rttMs) best = sample;
  return { kind: 'known', offsetMs: Math.round(best.serverMinusMonotonicMs + monotonicMs - nowMs), rttMs: best.rttMs };
}
