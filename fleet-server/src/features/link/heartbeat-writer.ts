import type { Clock } from '@gatecast/clock';
import { heartbeatSchema, type Heartbeat } from '@gatecast/protocol';
import type { FastifyBaseLogger } from 'fastify';
import type { Kysely } from 'kysely';
import { sweepOlder } from '../../store/sweep-older.ts';
import type { TelemetrySchema } from '../../store/telemetry-schema.ts';
import type { LinkMetrics } from './link-metrics.ts';

type Waiting = { readonly playerId: string; readonly receivedAtMs: number; readonly heartbeat: Heartbeat };

/** Writes heartbeats in batches: the latest of each screen, and one a minute for two weeks. */
export type HeartbeatWriter = {
  readonly put: (screenId: string, playerId: string, heartbeat: Heartbeat) => void;
  /** Writes what waits. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** What a power cut may cost: telemetry of so long. A transaction for each heartbeat would cost the machine. */
const flushEveryMs = 5_000;
const rowsPerStatement = 100;
const historyMs = 14 * 86_400_000;
const sweepEveryMs = 3_600_000;

export function createHeartbeatWriter(deps: {
  readonly db: Kysely<TelemetrySchema>;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  readonly metrics: LinkMetrics;
}): HeartbeatWriter {
  const { db, clock, log, metrics } = deps;
  let waiting = new Map<string, Waiting>();
  let writing: Promise<void> = Promise.resolve();
  let sweptAtMs = clock.nowMs();
  let isClosed = false;

  async function write(): Promise<void> {
    if (waiting.size === 0) return;
    const batch = waiting;
    waiting = new Map();
    const end = metrics.flushSeconds.startTimer();
    const rows = [...batch]
      .map(([screenId, { playerId, receivedAtMs, heartbeat }]) => ({
        screenId,
        playerId,
        receivedAtMs,
        heartbeat: JSON.stringify(heartbeat),
      }))
      // nodes that write the same screens take their rows in one order, and never wait for one another in a ring
      .toSorted((a, b) => (a.screenId < b.screenId ? -1 : 1));
    await db.transaction().execute(async (transaction) => {
      for (let from = 0; from < rows.length; from += rowsPerStatement) {
        const piece = rows.slice(from, from + rowsPerStatement);
        await transaction
          .insertInto('latest_heartbeats')
          .values(piece)
          .onConflict((conflict) =>
            conflict
              .column('screenId')
              .doUpdateSet((eb) => ({
                playerId: eb.ref('excluded.playerId'),
                receivedAtMs: eb.ref('excluded.receivedAtMs'),
                heartbeat: eb.ref('excluded.heartbeat'),
              }))
              // its player may have moved to another node, which wrote first
              .whereRef('excluded.receivedAtMs', '>=', 'latest_heartbeats.receivedAtMs'),
          )
          .execute();
        await transaction
          .insertInto('heartbeat_history')
          .values(
            piece.map(({ screenId, receivedAtMs, heartbeat }) => ({
              ...{ screenId, receivedAtMs, heartbeat },
              minuteMs: receivedAtMs - (receivedAtMs % 60_000),
            })),
          )
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    });
    end();
    if (clock.nowMs() - sweptAtMs < sweepEveryMs) return;
    sweptAtMs = clock.nowMs();
    await sweepOlder(db, 'heartbeat_history', 'minuteMs', clock.nowMs() - historyMs);
  }
  function flush(): Promise<void> {
    writing = writing.then(write).catch((error: unknown) => log.error({ err: error }, 'heartbeats could not be written'));
    return writing;
  }
  function tick(): void {
    void flush();
    if (!isClosed) cancel = clock.after(flushEveryMs, tick);
  }
  let cancel = clock.after(flushEveryMs, tick);

  return {
    put(screenId, playerId, heartbeat) {
      waiting.set(screenId, { playerId, receivedAtMs: clock.nowMs(), heartbeat });
    },
    flush,
    async close() {
      isClosed = true;
      cancel();
      await flush();
    },
  };
}

/** The last heartbeat of each screen, where it came later than `sinceMs`. Rows of an older shape are passed over. */
export async function readHeartbeatsSince(
  db: Kysely<TelemetrySchema>,
  sinceMs: number,
): Promise<readonly { readonly screenId: string; readonly receivedAtMs: number; readonly heartbeat: Heartbeat }[]> {
  const latest = db.selectFrom('latest_heartbeats').select(['screenId', 'receivedAtMs', 'heartbeat']);
  const rows = await latest.where('receivedAtMs', '>', sinceMs).execute();
  return rows.flatMap(({ screenId, receivedAtMs, heartbeat }) => {
    const parsed = heartbeatSchema.safeParse(jsonIn(heartbeat));
    return parsed.success ? [{ screenId, receivedAtMs, heartbeat: parsed.data }] : [];
  });
}

/** What was never JSON is nothing that the schema takes. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
