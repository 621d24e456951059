// The player's idea of the server's time. The device's own clock may be wrong, jump or run back; played time never repeats.

export type PlayerClock = {
  /** Add to the device's wall clock. */
  readonly offsetMs: number;
  readonly state: 'synced' | 'trusted' | 'untrusted';
};

/** What the last life of this player left behind. */
export type ClockMemory = { readonly lastInstantMs: number; readonly offsetMs: number };

/** A correction beyond this is not followed once the clock is synced. */
export const largestCorrectionMs = 5 * 60_000;
/** Corrections below this are noise of the network. */
const noiseMs = 40;
/** The most that one correction moves the clock; they come with heartbeats, so it is slewed by about 7 %. */
const slewStepMs = 1_000;

/**
 * The clock at start: never before the last instant that was persisted. A device clock that ran back is not trusted, and
 * is set forward to that instant.
 */
export function clockAtStart(memory: ClockMemory | null, wallNowMs: number): PlayerClock {
  if (memory === null) return { offsetMs: 0, state: 'untrusted' };
  const told = wallNowMs + memory.offsetMs;
  if (told >= memory.lastInstantMs) return { offsetMs: memory.offsetMs, state: 'trusted' };
  return { offsetMs: memory.lastInstantMs - wallNowMs, state: 'untrusted' };
}

export type Correction =
  | { readonly kind: 'kept'; readonly clock: PlayerClock }
  | { readonly kind: 'moved'; readonly clock: PlayerClock }
  /** The server's clock moved by more than is followed: an incident. */
  | { readonly kind: 'not-followed'; readonly clock: PlayerClock; readonly byMs: number };

/** The clock after a server offset was measured. The first one after start is taken whole, later ones are slewed. */
export function corrected(clock: PlayerClock, measuredOffsetMs: number): Correction {
  const byMs = measuredOffsetMs - clock.offsetMs;
  if (clock.state !== 'synced') return { kind: 'moved', clock: { offsetMs: measuredOffsetMs, state: 'synced' } };
  if (Math.abs(byMs) <= noiseMs) return { kind: 'kept', clock };
  if (Math.abs(byMs) > largestCorrectionMs) return { kind: 'not-followed', clock, byMs };
  const step = Math.max(-slewStepMs, Math.min(slewStepMs, byMs));
  return { kind: 'moved', clock: { ...clock, offsetMs: clock.offsetMs + step } };
}
