import { healthFigures } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import type { Presence } from '../fleet/presence.ts';
import { figuresOf, noFigures } from './figures-of.ts';
import { floorTo, minuteMs } from './health-span.ts';
import { createRollUp } from './roll-up.ts';
import { nothingSeen, seenAgain, stateOfMinute, type Seen } from './state-of-minute.ts';
import type { HealthTables } from './telemetry-tables.ts';

const lookEveryMs = 10_000;
const rowsPerStatement = 500;

type Row = HealthTables['health_minutes'];

/**
 * Writes how each screen was and the figures of its last heartbeat, minute by minute, and has that rolled up. Of several nodes the one that holds a screen's connection writes its
 * minutes; that a screen is offline any of them may say, but it never takes the place of what its holder wrote. What a server that has just started
 * cannot know yet leaves no row: it is unknown, not offline.
 */
export function watchHealth(
  context: Pick<AppContext, 'clock' | 'fleet' | 'log' | 'telemetry'>,
  presence: Pick<Presence, 'of' | 'isHere' | 'heardSince'>,
): { readonly close: () => Promise<void> } {
  const { clock, fleet, log, telemetry } = context;
  const rollUp = createRollUp(context);
  let minute = floorTo(clock.nowMs(), minuteMs);
  let seen = new Map<string, { readonly seen: Seen; readonly wasHere: boolean }>();
  let writing: Promise<void> = Promise.resolve();
  let isClosed = false;

  function look(): void {
    const now = floorTo(clock.nowMs(), minuteMs);
    if (now !== minute) finish(now);
    for (const screenId of fleet.current().screens.keys()) {
      const before = seen.get(screenId) ?? { seen: nothingSeen, wasHere: false };
      const isHere = presence.isHere(screenId);
      const { state } = presence.of(screenId);
      // a connection of another node is for that one to tell of
      const told = isHere || state === 'offline' ? state : 'unknown';
      seen.set(screenId, { seen: seenAgain(before.seen, told), wasHere: before.wasHere || isHere });
    }
    cancel = clock.after(lookEveryMs, look);
  }
  function finish(next: number): void {
    // figures are those of now: a heartbeat that is kept for each look would be one more for each player
    const rows = rowsOf(minute, seen);
    [minute, seen] = [next, new Map()];
    writing = writing
      .then(() => write(rows))
      .then(() => (isClosed ? undefined : rollUp.run()))
      .catch((error: unknown) => log.error({ err: error }, 'how screens were could not be written'));
  }
  function rowsOf(over: number, of: typeof seen): { readonly own: readonly Row[]; readonly others: readonly Row[] } {
    const own: Row[] = [];
    const others: Row[] = [];
    // nodes that write the same screens take their rows in one order
    for (const [screenId, { seen: looks, wasHere }] of [...of].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const state = stateOfMinute(looks);
      if (state === null) continue;
      const heartbeat = wasHere ? presence.heardSince(screenId, over) : null;
      (wasHere ? own : others).push({ screenId, minuteMs: over, state, ...(heartbeat === null ? noFigures : figuresOf(heartbeat)) });
    }
    return { own, others };
  }
  async function write({ own, others }: ReturnType<typeof rowsOf>): Promise<void> {
    await telemetry.transaction().execute(async (transaction) => {
      for (let from = 0; from < own.length; from += rowsPerStatement)
        await transaction
          .insertInto('health_minutes')
          .values(own.slice(from, from + rowsPerStatement))
          .onConflict((conflict) =>
            conflict.columns(['screenId', 'minuteMs']).doUpdateSet((eb) => ({
              state: eb.ref('excluded.state'),
              ...Object.fromEntries(healthFigures.map((figure) => [figure, eb.ref(`excluded.${figure}`)])),
            })),
          )
          .execute();
      for (let from = 0; from < others.length; from += rowsPerStatement)
        await transaction
          .insertInto('health_minutes')
          .values(others.slice(from, from + rowsPerStatement))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
    });
  }
  let cancel = clock.after(0, look);
  return {
    async close() {
      isClosed = true;
      cancel();
      finish(minute);
      await writing;
    },
  };
}
