import type { Claim } from './claim.ts';
import type { Painted } from './painted.ts';

/** Whose turn it is at an instant of a piece in which turns are taken, and from when to when, were it not cut. */
export function turnAt(painted: Painted, instantMs: number): { readonly claim: Claim; readonly fromMs: number; readonly untilMs: number } {
  const { claims, cycleFromMs } = painted;
  let fromMs = instantMs - ((instantMs - (cycleFromMs ?? instantMs)) % cycleOf(painted));
  for (const claim of claims) {
    const untilMs = fromMs + turnOf(claim);
    if (instantMs < untilMs) return { claim, fromMs, untilMs };
    fromMs = untilMs;
  }
  throw new RangeError('turns do not fill their cycle');
}

/** When the next turn of each entry begins after an instant, before the cycle is cut at `cutMs`; null where it does not. */
export function nextTurnsAfter(painted: Painted, instantMs: number, cutMs: number): ReadonlyMap<string, number | null> {
  const { claims, cycleFromMs } = painted;
  const cycleMs = cycleOf(painted);
  const next = new Map<string, number | null>();
  let firstMs = cycleFromMs ?? instantMs;
  for (const claim of claims) {
    const rounds = Math.max(0, Math.floor((instantMs - firstMs) / cycleMs) + 1);
    const startMs = firstMs + rounds * cycleMs;
    next.set(claim.contender.entry.id, startMs < cutMs ? startMs : null);
    firstMs += turnOf(claim);
  }
  return next;
}

function turnOf(claim: Claim): number {
  return claim.contender.entry.turnMs ?? 0;
}

/** How long one cycle of turns lasts. */
export function cycleOf({ claims }: Painted): number {
  return claims.reduce((sumMs, claim) => sumMs + turnOf(claim), 0);
}
