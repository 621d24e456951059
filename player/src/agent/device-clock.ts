import { uptime } from 'node:os';
import type { Clock } from '@gatecast/clock';
import { z } from 'zod';
import { clockAtStart, corrected, type PlayerClock } from '../brain/player-clock.ts';
import { keepFact, readFact, type Store } from './store/open-store.ts';
import type { WhenRoom } from './when-room.ts';

const memorySchema = z.object({ lastInstantMs: z.int(), offsetMs: z.int() });

/** The machine slept where its uptime ran ahead of the monotonic clock by more than this. */
const sleptMs = 2_000;
/** The offset that was handed over last is wrong by more than this: somebody set the device's clock. */
const movedMs = 100;

export type DeviceClock = {
  /** The clock with the offset to the device's own as that stands now. */
  readonly present: () => PlayerClock;
  /** The server's time, as well as it is known; never goes back in the life of this player, whoever sets the device's clock. */
  readonly serverNowMs: () => number;
  /** Takes a measured offset; true where the clock changed. */
  readonly measured: (offsetMs: number) => boolean;
  /** Looks whether the device's clock was set or the machine slept; true where the offset is another than at the last look. */
  readonly look: () => boolean;
  /** Keeps the instant, so that the next life does not begin before it. */
  readonly keep: () => void;
};

/** The player's clock with its memory on disk. It runs on the monotonic clock; the device's own is read at start only. */
export function deviceClock(world: {
  readonly store: Store;
  readonly clock: Clock;
  readonly whenRoom: WhenRoom;
  readonly onIncident: (detail: string) => void;
  /** Milliseconds since the machine's start, sleep counted. */
  readonly uptimeMs?: () => number;
}): DeviceClock {
  const { clock, uptimeMs = () => uptime() * 1_000 } = world;
  const atStart = clockAtStart(readFact(world.store, 'clock', memorySchema), clock.nowMs());
  let { state } = atStart;
  let serverMinusMonotonicMs = 0;
  let lookedOffsetMs = atStart.offsetMs;
  let asleepMs = uptimeMs() - clock.monotonicMs();
  let lastGiven = 0;
  let isIncident = false;
  setOffset(atStart.offsetMs);

  function setOffset(offsetMs: number): void {
    serverMinusMonotonicMs = clock.nowMs() + offsetMs - clock.monotonicMs();
  }
  function present(): PlayerClock {
    return { state, offsetMs: Math.round(serverMinusMonotonicMs + clock.monotonicMs() - clock.nowMs()) };
  }
  return {
    present,
    serverNowMs() {
      lastGiven = Math.max(lastGiven, Math.round(serverMinusMonotonicMs + clock.monotonicMs()));
      return lastGiven;
    },
    measured(offsetMs) {
      const wasSynced = state === 'synced';
      const correction = corrected(present(), offsetMs);
      if (correction.kind === 'moved') {
        ({ state } = correction.clock);
        setOffset(correction.clock.offsetMs);
        lookedOffsetMs = correction.clock.offsetMs;
      }
      if (correction.kind === 'not-followed' && !isIncident)
        world.onIncident(`the server's clock is ${correction.byMs} ms away and not followed`);
      isIncident = correction.kind === 'not-followed';
      // a first sync may set a clock back that ran ahead unsynced; what was given before does not bind what is true now
      if (!wasSynced) lastGiven = 0;
      return correction.kind === 'moved';
    },
    look() {
      const sleptNowMs = uptimeMs() - clock.monotonicMs() - asleepMs;
      asleepMs += sleptNowMs;
      if (sleptNowMs > sleptMs) serverMinusMonotonicMs += sleptNowMs;
      const { offsetMs } = present();
      const hasMoved = sleptNowMs > sleptMs || Math.abs(offsetMs - lookedOffsetMs) > movedMs;
      if (hasMoved) lookedOffsetMs = offsetMs;
      return hasMoved;
    },
    keep() {
      // an instant that nobody confirmed is not worth remembering
      if (state === 'untrusted') return;
      const { offsetMs } = present();
      const memory = { lastInstantMs: Math.round(clock.nowMs() + offsetMs), offsetMs };
      world.whenRoom(() => keepFact(world.store, 'clock', memory), undefined);
    },
  };
}
