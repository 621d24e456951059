import type { StoredAlert } from '@gatecast/protocol';

export type Reach = {
  readonly all: number;
  readonly received: number;
  readonly painted: number;
  /** Screens that neither are connected nor have painted: the ones somebody must walk to. */
  readonly notConnected: readonly string[];
  /** Screens that are connected and yet have not painted in time: something is wrong with them. */
  readonly late: readonly string[];
  /** From raising to the last painted receipt; null while none has painted. */
  readonly slowestPaintMs: number | null;
};

/** A missing `painted` is itself a fault that the operator is shown; the strictest standards ask for 3 s (EN 54-16). */
const lateAfterMs = 5_000;

/** How far an alert has come by `nowMs`, counted from its receipts. */
export function reachOf(alert: Pick<StoredAlert, 'reach' | 'effectiveMs'>, nowMs: number): Reach {
  const painted = alert.reach.flatMap(({ paintedAtMs }) => (paintedAtMs === null ? [] : [paintedAtMs]));
  return {
    all: alert.reach.length,
    received: alert.reach.filter(({ receivedAtMs, paintedAtMs }) => receivedAtMs !== null || paintedAtMs !== null).length,
    painted: painted.length,
    notConnected: alert.reach
      .filter(({ isConnected, paintedAtMs }) => !isConnected && paintedAtMs === null)
      .map(({ screenId }) => screenId),
    late:
      nowMs - alert.effectiveMs < lateAfterMs
        ? []
        : alert.reach.filter(({ isConnected, paintedAtMs }) => isConnected && paintedAtMs === null).map(({ screenId }) => screenId),
    slowestPaintMs: painted.length === 0 ? null : Math.max(...painted) - alert.effectiveMs,
  };
}
