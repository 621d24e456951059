// Somebody at a look-up point: from the first touch until they leave, or have touched nothing for a while.

export type Visit = { readonly lastTouchMs: number } | null;

export const idleLimitMs = 60_000;
export const countdownMs = 10_000;

/** Whether the visit goes on, and the seconds to show in its last ten; instants of the monotonic clock. */
export function visitAt(
  visit: Visit,
  nowMs: number,
): { readonly kind: 'none' } | { readonly kind: 'going-on'; readonly secondsLeft: number | null } | { readonly kind: 'over' } {
  if (visit === null) return { kind: 'none' };
  const leftMs = visit.lastTouchMs + idleLimitMs - nowMs;
  if (leftMs <= 0) return { kind: 'over' };
  return { kind: 'going-on', secondsLeft: leftMs <= countdownMs ? Math.ceil(leftMs / 1_000) : null };
}
