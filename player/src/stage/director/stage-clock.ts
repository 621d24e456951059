// Server's time on the glass: monotonic, and slewed towards what the agent tells, so that played time never repeats and a
// correction never makes a region jump. The device's own clock is read only together with an offset that was made for it: somebody may set it.

export type StageClock = {
  /** Server's time at `monotonicMs`. */
  readonly serverMs: number;
  readonly monotonicMs: number;
  /** What was still to be corrected then. */
  readonly errorMs: number;
};

export type ClockReading = {
  /** The device's Date.now() */
  readonly wallMs: number;
  readonly monotonicMs: number;
  /** As handed over: add to `wallMs` to get the server's time. */
  readonly offsetMs: number;
};

/** A larger difference is no drift: it is taken at once. */
export const largestSlewMs = 300_000;
/** Share of elapsed time by which a correction speeds time up or holds it back. Below 1, so time never stands or turns. */
const slewRate = 0.2;

export function startClock({ wallMs, monotonicMs, offsetMs }: ClockReading): StageClock {
  return { serverMs: wallMs + offsetMs, monotonicMs, errorMs: 0 };
}

/** Server's time in whole milliseconds. */
export function serverTime(clock: StageClock, monotonicMs: number): number {
  return Math.floor(exactTime(clock, monotonicMs));
}

/** Takes in the reading with a handover, in which the agent vouches for the offset. */
export function follow(clock: StageClock, reading: ClockReading): StageClock {
  const currentMs = exactTime(clock, reading.monotonicMs);
  const errorMs = reading.wallMs + reading.offsetMs - currentMs;
  if (Math.abs(errorMs) <= largestSlewMs) return { serverMs: currentMs, monotonicMs: reading.monotonicMs, errorMs };
  return startClock(reading);
}

function exactTime(clock: StageClock, monotonicMs: number): number {
  const elapsedMs = Math.max(monotonicMs - clock.monotonicMs, 0);
  const correctedMs = Math.sign(clock.errorMs) * Math.min(Math.abs(clock.errorMs), elapsedMs * slewRate);
  return clock.serverMs + elapsedMs + correctedMs;
}
