import { alertRankDifference, compareAlerts, type Alert } from '@gatecast/protocol';

// Which alerts are on, and which of them are on the glass: those of equal rank take turns.

/** An alert with the stage's own note of when it came. */
export type KnownAlert = { readonly alert: Alert; readonly seenMonotonicMs: number };

export type AlertTime = {
  readonly serverMs: number;
  readonly monotonicMs: number;
  readonly clock: 'synced' | 'trusted' | 'untrusted';
};

/** What of the alerts is on the glass. A banner stands above a full-screen alert too, so that an exercise never hides it. */
export type AlertScene = {
  readonly fullScreen: Turn | null;
  readonly banner: Turn | null;
};
/** One of `count` alerts of equal rank; `index` counts from 0. */
export type Turn = { readonly alert: Alert; readonly index: number; readonly count: number };

export const turnMs = 8_000;
/** An alert that is just coming into force by our clock is in force by the server's, give or take the way here. */
const graceMs = 2_000;

/** Keeps the time at which each revision was first seen; forgets what is no longer handed over. */
export function noteAlerts(known: readonly KnownAlert[], handedOver: readonly Alert[], monotonicMs: number): readonly KnownAlert[] {
  return handedOver.map((alert) => ({
    alert,
    seenMonotonicMs:
      known.find((one) => one.alert.id === alert.id && one.alert.revision === alert.revision)?.seenMonotonicMs ?? monotonicMs,
  }));
}

/** The alerts in force, in order of rank. While the clock is untrusted an alert lasts for its own length from when it came. */
export function alertsInForce(known: readonly KnownAlert[], time: AlertTime): readonly Alert[] {
  return known
    .filter(({ alert, seenMonotonicMs }) =>
      time.clock === 'untrusted'
        ? time.monotonicMs - seenMonotonicMs < alert.expiresMs - alert.effectiveMs
        : alert.effectiveMs - graceMs <= time.serverMs && time.serverMs < alert.expiresMs,
    )
    .map((one) => one.alert)
    .toSorted(compareAlerts);
}

/** The alerts on the glass, `sinceMs` after the set of alerts in force last changed; `inForce` is in order of rank. */
export function alertScene(inForce: readonly Alert[], sinceMs: number): AlertScene {
  return {
    fullScreen: turnOf(
      inForce.filter((alert) => alert.style === 'full-screen'),
      sinceMs,
    ),
    banner: turnOf(
      inForce.filter((alert) => alert.style === 'banner'),
      sinceMs,
    ),
  };
}

function turnOf(inOrder: readonly Alert[], sinceMs: number): Turn | null {
  const [first] = inOrder;
  if (first === undefined) return null;
  const equals = inOrder.filter((alert) => alertRankDifference(first, alert) === 0);
  const index = Math.floor(Math.max(sinceMs, 0) / turnMs) % equals.length;
  return { alert: equals[index] ?? first, index, count: equals.length };
}
