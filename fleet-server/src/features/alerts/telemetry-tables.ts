/** Both are keyed by alert and revision. */
export type AlertTelemetryTables = {
  /** How far an alert had come in the end, as it was counted last. */
  ended_alerts: {
    alertId: string;
    alertRevision: number;
    told: number;
    received: number;
    painted: number;
    notInTime: number;
    cleared: number;
    firstPaintedAtMs: number | null;
    lastPaintedAtMs: number | null;
    /** When it was written down whom it had addressed. */
    sealedAtMs: number;
    /** How often receipts have come since it was counted; 0: the numbers are right. */
    staleCount: number;
  };
  /** Screens that an alert addressed when it ended, and that had signed nothing of it until then. */
  silent_screens: { alertId: string; alertRevision: number; screenId: string };
};
