import type { Clock } from '@gatecast/clock';

/** Counts wrong guesses by address, so that right ones cost nobody anything. */
export type GuessLimit = {
  /** Milliseconds until this address may guess again; 0: now. */
  readonly waitMs: (address: string) => number;
  readonly wrong: (address: string) => void;
};

const perAddress = { guesses: 20, windowMs: 60_000 };
/** Addresses remembered at once; beyond it the oldest window is forgotten. */
const maxAddresses = 10_000;

export function createGuessLimit(
  clock: Clock,
  { guesses, windowMs }: { readonly guesses: number; readonly windowMs: number } = perAddress,
): GuessLimit {
  const windows = new Map<string, { readonly startMs: number; count: number }>();
  function windowOf(address: string) {
    const found = windows.get(address);
    if (found !== undefined && clock.monotonicMs() - found.startMs >= windowMs) {
      windows.delete(address);
      return undefined;
    }
    return found;
  }
  return {
    waitMs(address) {
      const found = windowOf(address);
      return found === undefined || found.count < guesses ? 0 : found.startMs + windowMs - clock.monotonicMs();
    },
    wrong(address) {
      const found = windowOf(address);
      if (found !== undefined) {
        found.count++;
        return;
      }
      const [oldest] = windows.keys();
      if (windows.size >= maxAddresses && oldest !== undefined) windows.delete(oldest);
      windows.set(address, { startMs: clock.monotonicMs(), count: 1 });
    },
  };
}
