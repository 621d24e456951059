import type { Clock } from '@gatecast/clock';
import { z } from 'zod';
import { clockAtStart, corrected, type PlayerClock } from '../brain/player-clock.ts';
import { keepFact, readFact, type Store } from './store/open-store.ts';
import type { WhenRoom } from './when-room.ts';

const memorySchema = z.object({ lastInstantMs: z.int(), offsetMs: z.int() });

export type DeviceClock = {
  readonly present: () => PlayerClock;
  /** The server's time, as well as it is known; never goes back in the life of this player. */
  readonly serverNowMs: () => number;
  /** Takes a measured offset; true where the clock changed. */
  readonly measured: (offsetMs: number) => boolean;
  /** Keeps the instant, so that the next life does not begin before it. */
  readonly keep: () => void;
};

/** The player's clock with its memory on disk. */
export function deviceClock(world: {
  readonly store: Store;
  readonly clock: Clock;
  readonly whenRoom: WhenRoom;
  readonly onIncident: (detail: string) => void;
}): DeviceClock {
  let present = clockAtStart(readFact(world.store, 'clock', memorySchema), world.clock.nowMs());
  let lastGiven = 0;
  let isIncident = false;
  return {
    present: () => present,
    serverNowMs() {
      lastGiven = Math.max(lastGiven, Math.round(world.clock.nowMs() + present.offsetMs));
      return lastGiven;
    },
    measured(offsetMs) {
      const wasSynced = present.state === 'synced';
      const correction = corrected(present, offsetMs);
      present = correction.clock;
      if (correction.kind === 'not-followed' && !isIncident)
        world.onIncident(`the server's clock is ${correction.byMs} ms away and not followed`);
      isIncident = correction.kind === 'not-followed';
      // a first sync may set a clock back that ran ahead unsynced; what was given before does not bind what is true now
      if (!wasSynced) lastGiven = 0;
      return correction.kind === 'moved';
    },
    keep() {
      // an instant that nobody confirmed is not worth remembering
      if (present.state === 'untrusted') return;
      const memory = { lastInstantMs: Math.round(world.clock.nowMs() + present.offsetMs), offsetMs: present.offsetMs };
      world.whenRoom(() => keepFact(world.store, 'clock', memory), undefined);
    },
  };
}
