import type { Kysely } from 'kysely';
import type { Screenshots } from '../features/fleet/screenshots.ts';
import type { Presence } from '../features/fleet/presence.ts';
import { readHeartbeatsSince } from '../features/link/heartbeat-writer.ts';
import { screensOfPublication } from '../features/publications/store.ts';
import type { TruthSchema } from '../store/truth-schema.ts';
import type { RelayDeps } from './relay-facts.ts';

/** A fact that the bus has lost is known by then. */
const lookEveryMs = 2_000;
/** Clocks of nodes may differ by so much, and a heartbeat is written some seconds after it came. */
const overlapMs = 15_000;
const rowsAtOnce = 500;
const fleetSubjects = /^(site|area|screen|player):/;

export type CatchingUp = {
  /**
   * Resolves when this node knows all that was committed before: whoever wrote through one node and asks another one in the next breath finds
   * what they wrote.
   */
  readonly now: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Reads what the bus may have lost, or what happened while it was away. Every change of truth leaves an audit row in its own
 * transaction, and one writer at a time makes their order that of the commits: whoever has read up to a row has missed nothing before it.
 * Heartbeats come from telemetry, where the node that heard them writes them every five seconds: that is how each node knows the whole wall.
 */
export function catchUp({
  context,
  releases,
  alerts,
  feeds,
  presence,
  screenshots,
}: Omit<RelayDeps, 'commands' | 'presence'> & {
  readonly presence: Pick<Presence, 'heardElsewhere'>;
  readonly screenshots: Pick<Screenshots, 'reread'>;
}): CatchingUp {
  const { bus, truth, telemetry, clock, fleet, log, live } = context;
  if (!bus.isShared) return { now: async () => undefined, close: async () => undefined };
  let through: number | null = null;
  let heardThroughMs = clock.nowMs() - overlapMs - 40_000;
  let isClosed = false;
  let looking: Promise<void> = Promise.resolve();
  let reading: Promise<void> = Promise.resolve();

  async function readAudit(): Promise<void> {
    through ??= await newestSequence(truth);
    for (;;) {
      const rows = await truth
        .selectFrom('audit')
        .select(['sequence', 'action', 'subject'])
        .where('sequence', '>', through)
        .orderBy('sequence')
        .limit(rowsAtOnce)
        .execute();
      const last = rows.at(-1);
      if (last === undefined) return;
      if (rows.some(({ subject }) => fleetSubjects.test(subject))) await fleet.reread();
      for (const { action, subject } of rows)
        if (action === 'publication-made') await releases.reread(await screensOfPublication(truth, subject.slice('publication:'.length)));
      await alerts.reread();
      through = last.sequence;
    }
  }
  /** One after another, so that none starts from where an older one has not come yet. */
  function readAuditInTurn(): Promise<void> {
    const next = reading.then(readAudit);
    // the next one reads from the same place again; its own caller hears of a failure
    reading = next.catch(() => undefined);
    return next;
  }
  async function readHeartbeats(): Promise<void> {
    const sinceMs = heardThroughMs - overlapMs;
    const nowMs = clock.nowMs();
    for (const { screenId, heartbeat, receivedAtMs } of await readHeartbeatsSince(telemetry, sinceMs))
      presence.heardElsewhere(screenId, heartbeat, receivedAtMs);
    heardThroughMs = nowMs;
  }
  async function look(): Promise<void> {
    try {
      await readAuditInTurn();
      // values leave no row in the audit
      await feeds.reread();
      await readHeartbeats();
      for (const screenId of await screenshots.reread()) live.emit('screen-changed', screenId);
    } catch (error) {
      log.warn({ err: error }, 'what other nodes did could not be read; trying again');
    }
    if (!isClosed) cancel = clock.after(lookEveryMs, tick);
  }
  function tick(): void {
    looking = look();
  }
  let cancel = clock.after(0, tick);
  return {
    async now() {
      if (through === null || (await newestSequence(truth)) > through) await readAuditInTurn();
    },
    async close() {
      isClosed = true;
      cancel();
      await looking;
    },
  };
}

async function newestSequence(truth: Kysely<TruthSchema>): Promise<number> {
  const row = await truth.selectFrom('audit').select('sequence').orderBy('sequence', 'desc').limit(1).executeTakeFirst();
  return row?.sequence ?? 0;
}
