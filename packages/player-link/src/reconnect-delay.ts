import { createHash } from 'node:crypto';

/** How a link paces its tries. Instants are milliseconds. */
export type Pacing = { readonly firstMs: number; readonly longestMs: number };

export const ordinaryPacing: Pacing = { firstMs: 1_000, longestMs: 30_000 };

/**
 * How long to wait before try number `attempt` (1 is the first after a loss): doubling from `firstMs` to `longestMs`,
 * and within that spread by a hash of `key` and the attempt, so that ten thousand players that lost one server at the
 * same instant do not return at the same instant, and each of them does the same whenever it is asked.
 */
export function reconnectDelayMs(pacing: Pacing, key: string, attempt: number): number {
  const ceiling = Math.min(pacing.firstMs * 2 ** Math.min(Math.max(attempt, 1) - 1, 30), pacing.longestMs);
  const share = createHash('sha256').update(`${key} ${attempt}`).digest().readUInt32BE(0) / 2 ** 32;
  return Math.round(ceiling * (0.2 + 0.8 * share));
}
