import { uptime } from 'node:os';
import type { Clock } from '@gatecast/clock';
import { z } from 'zod';
import { clockAtStart, corrected, type PlayerClock } from '../brain/player-clock.ts';
import { keepFact, readFact, type Store } from './store/open-store.ts';
import type { WhenRoom } from './when-room.ts';

const memorySchema = z.object({
  lastInstantMs: z.int(),
  offsetMs: z.int(),
  boot: z.object({ id: z.string(), uptimeMs: z.number(), instantMs: z.int(), isTrusted: z.boolean() }).exactOptional(),
});

/** The machine slept where its uptime ran ahead of the monotonic clock by more than this. */
const sleptMs = 2_000;
/** The offset that was handed over last is wrong by more than this: somebody set the device's clock. */
const movedMs = 100;

export type DeviceClock = {
  /** The clock with the offset to the device's own as that stands now. */
  readonly present: () => PlayerClock;
  /** How long ago the server's time was measured, and by how much it has moved further than is followed. */
  readonly quality: () => { readonly measuredAgoMs?: number; readonly notFollowedMs?: number };
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
  /** Which boot of the machine this is; left out: the system does not tell. */
  readonly bootId?: string;
}): DeviceClock {
  const { clock, uptimeMs = () => uptime() * 1_000, bootId = '' } = world;
  const remembered = readFact(world.store, 'clock', memorySchema);
  const atStart = clockAtStart(remembered, clock.nowMs(), { id: bootId, uptimeMs: uptimeMs() });
  let confirmed = { lastInstantMs: remembered?.lastInstantMs ?? 0, offsetMs: remembered?.offsetMs ?? 0 };
  let measuredMonotonicMs: number | null = null;
  let notFollowedMs: number | null = null;
  let { state } = atStart;
  let serverMinusMonotonicMs = 0;
  let lookedOffsetMs = atStart.offsetMs;
  let asleepMs = uptimeMs() - clock.monotonicMs();
  let lastGiven = 0;
  setOffset(atStart.offsetMs);

  function setOffset(offsetMs: number): void {
    serverMinusMonotonicMs = clock.nowMs() + offsetMs - clock.monotonicMs();
  }
  function present(): PlayerClock {
    return { state, offsetMs: Math.round(serverMinusMonotonicMs + clock.monotonicMs() - clock.nowMs()) };
  }
  return {
    present,
    quality: () => ({
      ...(measuredMonotonicMs === null ? {} : { measuredAgoMs: Math.round(clock.monotonicMs() - measuredMonotonicMs) }),
      ...(notFollowedMs === null ? {} : { notFollowedMs }),
    }),
    serverNowMs() {
      lastGiven = Math.max(lastGiven, Math.round(serverMinusMonotonicMs + clock.monotonicMs()));
      return lastGiven;
    },
    measured(offsetMs) {
      const wasUntrusted = state === 'untrusted';
      const correction = corrected(present(), offsetMs);
      ({ state } = correction.clock);
      if (correction.kind === 'moved') {
        setOffset(correction.clock.offsetMs);
        lookedOffsetMs = correction.clock.offsetMs;
      }
      if (correction.kind === 'not-followed' && notFollowedMs === null)
        world.onIncident(`the server's clock is ${correction.byMs} ms away and not followed`);
      notFollowedMs = correction.kind === 'not-followed' ? correction.byMs : null;
      measuredMonotonicMs = clock.monotonicMs();
      // a first sync may set a clock back that ran ahead unsynced; what was given before does not bind what is true now
      if (wasUntrusted) lastGiven = 0;
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
      const { offsetMs } = present();
      const instantMs = Math.round(clock.nowMs() + offsetMs);
      const isTrusted = state !== 'untrusted';
      // beyond this boot an instant that nobody confirmed is not worth remembering
      if (isTrusted) confirmed = { lastInstantMs: instantMs, offsetMs };
      const memory = { ...confirmed, boot: { id: bootId, uptimeMs: uptimeMs(), instantMs, isTrusted } };
      world.whenRoom(() => keepFact(world.store, 'clock', memory), undefined);
    },
  };
}
