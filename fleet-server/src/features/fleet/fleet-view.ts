import type { Kysely } from 'kysely';
import type { Bus } from '../../nodes/bus.ts';
import type { LiveEvents } from '../../live-events.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { readFleet, type Fleet } from './store.ts';

/** The fleet in memory, for what asks often (heartbeats, alerts, the wall). Truth stays in the database. */
export type FleetView = {
  readonly current: () => Fleet;
  /** Reads truth again; call it after a committed change, then the listeners of `fleet-changed` see the new one. */
  readonly refresh: () => Promise<void>;
  /** The same, when another node has changed it. */
  readonly reread: () => Promise<void>;
};

export async function createFleetView(db: Kysely<TruthSchema>, live: LiveEvents, bus: Pick<Bus, 'tell'>): Promise<FleetView> {
  let fleet = await readFleet(db);
  async function reread(): Promise<void> {
    fleet = await readFleet(db);
    live.emit('fleet-changed');
  }
  return {
    current: () => fleet,
    async refresh() {
      await reread();
      bus.tell({ fact: 'fleet-changed' });
    },
    reread,
  };
}
