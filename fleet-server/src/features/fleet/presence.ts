import type { Clock } from '@gatecast/clock';
import type { Heartbeat, ScreenState } from '@gatecast/protocol';
import type { LiveEvents } from '../../live-events.ts';
import type { ReleaseDoor } from '../../release-door.ts';
import type { FleetView } from './fleet-view.ts';
import { screenStateOf, type Impairment } from './screen-state.ts';

type Known = {
  connectedMonotonicMs: number | null;
  heardMonotonicMs: number | null;
  lastSeenMs: number | null;
  heartbeat: Heartbeat | null;
  toldState: ScreenState | null;
};

/** What the server knows of each screen at this moment. In memory: a restarted server says `unknown` until it has heard. */
export type Presence = {
  readonly connected: (screenId: string) => void;
  readonly disconnected: (screenId: string) => void;
  readonly heard: (screenId: string, heartbeat: Heartbeat) => void;
  /** A heartbeat of an earlier life of the server. */
  readonly remember: (screenId: string, heartbeat: Heartbeat, receivedAtMs: number) => void;
  readonly of: (screenId: string) => {
    readonly state: ScreenState;
    readonly impairments: readonly Impairment[];
    readonly isConnected: boolean;
    readonly lastSeenMs: number | null;
    readonly heartbeat: Heartbeat | null;
  };
  readonly countByState: () => ReadonlyMap<ScreenState, number>;
  readonly close: () => void;
};

/** A silent screen is noticed by looking; 40 s of silence plus this stays under the promised 45 s. */
const lookEveryMs = 2_000;

export function createPresence(deps: {
  readonly clock: Clock;
  readonly live: LiveEvents;
  readonly fleet: FleetView;
  readonly releases: ReleaseDoor;
}): Presence {
  const { clock, live, fleet, releases } = deps;
  const startedMonotonicMs = clock.monotonicMs();
  const screens = new Map<string, Known>();

  function known(screenId: string): Known {
    let found = screens.get(screenId);
    if (found === undefined) {
      found = { connectedMonotonicMs: null, heardMonotonicMs: null, lastSeenMs: null, heartbeat: null, toldState: null };
      screens.set(screenId, found);
    }
    return found;
  }
  function stateOf(screenId: string) {
    const { connectedMonotonicMs, heardMonotonicMs, heartbeat } = known(screenId);
    return screenStateOf({
      hasPlayer: fleet.current().players.has(screenId),
      connectedMonotonicMs,
      heardMonotonicMs,
      heartbeat,
      release: releases.releaseStatus(screenId),
      startedMonotonicMs,
      nowMonotonicMs: clock.monotonicMs(),
      nowMs: clock.nowMs(),
    });
  }
  function tell(screenId: string): void {
    known(screenId).toldState = stateOf(screenId).state;
    live.emit('screen-changed', screenId);
  }
  function look(): void {
    for (const screenId of fleet.current().screens.keys()) if (known(screenId).toldState !== stateOf(screenId).state) tell(screenId);
    cancel = clock.after(lookEveryMs, look);
  }
  let cancel = clock.after(lookEveryMs, look);

  return {
    connected(screenId) {
      const screen = known(screenId);
      screen.connectedMonotonicMs = clock.monotonicMs();
      screen.heardMonotonicMs = null;
      screen.lastSeenMs = clock.nowMs();
      tell(screenId);
    },
    disconnected(screenId) {
      const screen = known(screenId);
      screen.connectedMonotonicMs = null;
      // marks that it was here, so that it counts as offline at once
      screen.heardMonotonicMs ??= clock.monotonicMs();
      tell(screenId);
    },
    heard(screenId, heartbeat) {
      const screen = known(screenId);
      screen.heardMonotonicMs = clock.monotonicMs();
      screen.lastSeenMs = clock.nowMs();
      screen.heartbeat = heartbeat;
      tell(screenId);
    },
    remember(screenId, heartbeat, receivedAtMs) {
      Object.assign(known(screenId), { heartbeat, lastSeenMs: receivedAtMs });
    },
    of(screenId) {
      const { connectedMonotonicMs, lastSeenMs, heartbeat } = known(screenId);
      return { ...stateOf(screenId), isConnected: connectedMonotonicMs !== null, lastSeenMs, heartbeat };
    },
    countByState() {
      const counts = new Map<ScreenState, number>();
      for (const screenId of fleet.current().screens.keys()) {
        const { state } = stateOf(screenId);
        counts.set(state, (counts.get(state) ?? 0) + 1);
      }
      return counts;
    },
    close: () => cancel(),
  };
}
