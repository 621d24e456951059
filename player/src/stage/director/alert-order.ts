import { alertRankDifference, compareAlerts, type Alert } from '@gatecast/protocol';
import type { HandedAlerts } from '../../bridge/bridge.ts';

// Which alerts are on, and which of them are on the glass: those of equal rank take turns.

/** An alert, and when it is over by a clock that is not trusted. */
export type KnownAlert = { readonly alert: Alert; readonly overMonotonicMs: number };

export type AlertsWithLives = Pick<HandedAlerts, 'alerts' | 'lives'>;

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
/** One of `count` alerts of equal rank; `index` counts from 0, and `visit` how often each had its turn before. */
export type Turn = { readonly alert: Alert; readonly index: number; readonly count: number; readonly visit: number };

export const turnMs = 8_000;
/** An alert that is just coming into force by our clock is in force by the server's, give or take the way here. */
const graceMs = 2_000;

/**
 * Takes in what is handed over, with what is left of each; forgets what is no longer. Without a count an alert has its own length from when it
 * came. By a clock that is not trusted nothing that is said again gives an alert more.
 */
export function noteAlerts(known: readonly KnownAlert[], handed: AlertsWithLives, time: AlertTime): readonly KnownAlert[] {
  return handed.alerts.map((alert) => {
    const leftMs = handed.lives?.left.find((one) => one.alertId === alert.id && one.alertRevision === alert.revision)?.leftMs;
    const overMonotonicMs = time.monotonicMs + (leftMs ?? alert.expiresMs - alert.effectiveMs);
    const before = known.find((one) => one.alert.id === alert.id && one.alert.revision === alert.revision)?.overMonotonicMs;
    const isBound = before !== undefined && (time.clock === 'untrusted' || leftMs === undefined);
    return { alert, overMonotonicMs: isBound ? Math.min(before, overMonotonicMs) : overMonotonicMs };
  });
}

/** The alerts in force, in order of rank. While the clock is untrusted an alert lasts for as long as is left of it. */
export function alertsInForce(known: readonly KnownAlert[], time: AlertTime): readonly Alert[] {
  return known
    .filter(({ alert, overMonotonicMs }) =>
      time.clock === 'untrusted'
        ? time.monotonicMs < overMonotonicMs
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
  const turns = Math.floor(Math.max(sinceMs, 0) / turnMs);
  const index = turns % equals.length;
  return { alert: equals[index] ?? first, index, count: equals.length, visit: Math.floor(turns / equals.length) };
}
