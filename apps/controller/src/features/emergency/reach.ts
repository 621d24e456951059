import type { StoredAlert } from '@gatecast/protocol';

export type Reach = {
  readonly all: number;
  readonly received: number;
  readonly painted: number;
  /** Screens that neither are connected nor have painted: the ones somebody must walk to. */
  readonly notConnected: readonly string[];
  /** From raising to the last painted receipt; null while none has painted. */
  readonly slowestPaintMs: number | null;
};

/** How far an alert has come, counted from its receipts. */
export function reachOf(alert: Pick<StoredAlert, 'reach' | 'effectiveMs'>): Reach {
  const painted = alert.reach.flatMap(({ paintedAtMs }) => (paintedAtMs === null ? [] : [paintedAtMs]));
  return {
    all: alert.reach.length,
    received: alert.reach.filter(({ receivedAtMs, paintedAtMs }) => receivedAtMs !== null || paintedAtMs !== null).length,
    painted: painted.length,
    notConnected: alert.reach
      .filter(({ isConnected, paintedAtMs }) => !isConnected && paintedAtMs === null)
      .map(({ screenId }) => screenId),
    slowestPaintMs: painted.length === 0 ? null : Math.max(...painted) - alert.effectiveMs,
  };
}
