/** Tables of telemetry.sqlite: what players tell about themselves and what they showed. */
export type TelemetryTables = {
  /** The latest heartbeat of each screen, whole, so that a restarted server remembers the wall. */
  latest_heartbeats: { screenId: string; playerId: string; receivedAtMs: number; heartbeat: string };
  /** One heartbeat per screen and minute, kept for 14 days. */
  heartbeat_history: { screenId: string; minuteMs: number; receivedAtMs: number; heartbeat: string };
  /** How far each chain of play records has come; `head` is the hash after record `through`. */
  play_chains: { playerId: string; chainId: string; through: number; head: string };
  play_records: {
    playerId: string;
    chainId: string;
    sequence: number;
    screenId: string;
    itemId: string;
    fromMs: number;
    untilMs: number;
    record: string;
  };
  /** The same summed up: what a screen showed of an item in an entry's name, by the UTC hour in which each exposure began. */
  play_hours: { screenId: string; hourMs: number; itemId: string; entryId: string; plays: number; shownMs: number };
  /** The signed batches as they came: the evidence behind the rows. */
  play_batches: { playerId: string; chainId: string; firstSequence: number; receivedAtMs: number; document: string };
  receipts: {
    playerId: string;
    alertId: string;
    alertRevision: number;
    kind: 'received' | 'painted' | 'cleared';
    screenId: string;
    stateRevision: number;
    atMs: number;
    display: 'connected' | 'powered' | 'unknown';
    receivedAtMs: number;
    document: string;
  };
};
