// The player's idea of the server's time. The device's own clock may be wrong, jump or run back; played time never repeats.

export type PlayerClock = {
  /** Add to the device's wall clock. */
  readonly offsetMs: number;
  readonly state: 'synced' | 'trusted' | 'untrusted';
};

/** What the last life of this player left behind. */
export type ClockMemory = {
  /** The last instant that a server confirmed, and its offset to the device's clock. */
  readonly lastInstantMs: number;
  readonly offsetMs: number;
  /** The last instant of all, for a life in the same boot of the machine; absent in what software of before this kept. */
  readonly boot?: BootMark & { readonly instantMs: number; readonly isTrusted: boolean };
};
/** A boot of the machine, and how long it has lasted, sleep counted. An empty id: the system tells none. */
export type BootMark = { readonly id: string; readonly uptimeMs: number };

/** A correction beyond this is not followed once a server confirmed the clock in this boot. */
export const largestCorrectionMs = 5 * 60_000;
/** Corrections below this are noise of the network. */
const noiseMs = 40;
/** The most that one correction moves the clock; they come with heartbeats, so it is slewed by about 7 %. */
const slewStepMs = 1_000;

/**
 * The clock at start. In the boot of the last life it goes on by the machine's uptime, whoever set the device's clock meanwhile, and is
 * trusted where it was. In another boot nobody vouches for the device's clock until the first sync: it is not trusted, and where it is
 * before the last confirmed instant it is set forward to that.
 */
export function clockAtStart(memory: ClockMemory | null, wallNowMs: number, boot: BootMark): PlayerClock {
  if (memory === null) return { offsetMs: 0, state: 'untrusted' };
  const before = memory.boot;
  if (before !== undefined && before.id !== '' && before.id === boot.id && boot.uptimeMs >= before.uptimeMs) {
    const nowMs = before.instantMs + boot.uptimeMs - before.uptimeMs;
    return { offsetMs: Math.round(nowMs - wallNowMs), state: before.isTrusted ? 'trusted' : 'untrusted' };
  }
  return { offsetMs: Math.max(memory.offsetMs, memory.lastInstantMs - wallNowMs), state: 'untrusted' };
}

export type Correction =
  | { readonly kind: 'kept'; readonly clock: PlayerClock }
  | { readonly kind: 'moved'; readonly clock: PlayerClock }
  /** The server's clock moved by more than is followed: an incident. */
  | { readonly kind: 'not-followed'; readonly clock: PlayerClock; readonly byMs: number };

/**
 * The clock after a server offset was measured. One that nobody vouches for takes it whole; one that was confirmed in this boot, be it by
 * a life before, is slewed and guarded: a server that orders a restart gains nothing by it.
 */
export function corrected(clock: PlayerClock, measuredOffsetMs: number): Correction {
  const byMs = measuredOffsetMs - clock.offsetMs;
  if (clock.state === 'untrusted') return { kind: 'moved', clock: { offsetMs: measuredOffsetMs, state: 'synced' } };
  if (Math.abs(byMs) <= noiseMs) return { kind: 'kept', clock: { ...clock, state: 'synced' } };
  if (Math.abs(byMs) > largestCorrectionMs) return { kind: 'not-followed', clock, byMs };
  const step = Math.max(-slewStepMs, Math.min(slewStepMs, byMs));
  return { kind: 'moved', clock: { offsetMs: clock.offsetMs + step, state: 'synced' } };
}
