import { before } from './interrupt-hours.ts';
import type { Account } from './interrupt-hours.ts';

/** What an interrupt has spoken of its account: how long in items that it began in the hour, and how many. */
export type Spent = { readonly givenMs: number; readonly begun: number };

const wholeBp = 10_000;

/**
 * How far an interrupt is behind what it is owed, where it is due at a boundary; null where it is not. `itemMs` is the winner's next item, to
 * whose middle the account looks ahead, `nextMs` the interrupt's own. All in whole numbers: basis points times milliseconds times twice the
 * number of interrupts.
 */
export function remainderIfDue(
  { interrupter, eligible, eligibleMs, place, count }: Account,
  { givenMs, begun }: Spent,
  boundary: { readonly atMs: number; readonly itemMs: number; readonly hourUntilMs: number; readonly nextMs: number },
): number | null {
  const { atMs, itemMs, hourUntilMs, nextMs } = boundary;
  const availableMs = before(eligible, Math.min(atMs + Math.floor(itemMs / 2), hourUntilMs));
  const phase = 2 * place + 1;
  const remainder = (interrupter.entry.shareBp ?? 0) * availableMs * 2 * count - givenMs * wholeBp * 2 * count - phase * nextMs * wholeBp;
  if (remainder >= 0) return remainder;
  const isLate = 2 * count * availableMs >= phase * eligibleMs;
  const isLastBoundary = atMs + itemMs >= (eligible.at(-1)?.untilMs ?? 0);
  return begun === 0 && (isLate || isLastBoundary) ? remainder : null;
}
