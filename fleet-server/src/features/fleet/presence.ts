import type { Clock } from '@gatecast/clock';
import type { Heartbeat, ScreenState } from '@gatecast/protocol';
import type { LiveEvents } from '../../live-events.ts';
import type { Bus } from '../../nodes/bus.ts';
import type { ReleaseDoor } from '../../release-door.ts';
import type { FleetView } from './fleet-view.ts';
import { screenStateOf, type Impairment } from './screen-state.ts';

type Known = {
  /** The node that holds the connection. `here`: this one. null: nobody. `somewhere`: another one that has not said so itself. */
  holder: 'here' | 'somewhere' | { readonly nodeId: string } | null;
  /** When another node said that it had gone: an older heartbeat does not bring it back. */
  goneAtMs: number;
  /** When its last heartbeat came, to whichever node. */
  heardAtMs: number;
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
  /** Another node says that the screen's player has come to it, or gone from it. */
  readonly elsewhere: (screenId: string, nodeId: string, isConnected: boolean) => void;
  /** A heartbeat that another node has stored. */
  readonly heardElsewhere: (screenId: string, heartbeat: Heartbeat, receivedAtMs: number) => void;
  /** Whether this node holds the connection of the screen's player. */
  readonly isHere: (screenId: string) => boolean;
  /** The other node that holds the connection; null: none, as far as this one knows. */
  readonly holderOf: (screenId: string) => string | null;
  readonly of: (screenId: string) => {
    readonly state: ScreenState;
    readonly impairments: readonly Impairment[];
    readonly isConnected: boolean;
    readonly lastSeenMs: number | null;
    readonly heartbeat: Heartbeat | null;
  };
  /** The last heartbeat, if it came at `sinceMs` or later; null: none did. */
  readonly heardSince: (screenId: string, sinceMs: number) => Heartbeat | null;
  /** Whether a player is connected to any node; costs less than `of`. */
  readonly isConnected: (screenId: string) => boolean;
  readonly countByState: () => ReadonlyMap<ScreenState, number>;
  readonly close: () => void;
};

/** A silent screen is noticed by looking; 40 s of silence plus this stays under the promised 45 s. */
const lookEveryMs = 2_000;

export function createPresence(deps: {
  readonly clock: Clock;
  readonly live: LiveEvents;
  readonly bus: Pick<Bus, 'tell'>;
  readonly fleet: FleetView;
  readonly releases: ReleaseDoor;
}): Presence {
  const { clock, live, bus, fleet, releases } = deps;
  const startedMonotonicMs = clock.monotonicMs();
  const screens = new Map<string, Known>();

  function known(screenId: string): Known {
    let found = screens.get(screenId);
    if (found === undefined) {
      found = {
        holder: null,
        goneAtMs: 0,
        heardAtMs: 0,
        connectedMonotonicMs: null,
        heardMonotonicMs: null,
        lastSeenMs: null,
        heartbeat: null,
        toldState: null,
      };
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
      screen.holder = 'here';
      screen.connectedMonotonicMs = clock.monotonicMs();
      screen.heardMonotonicMs = null;
      screen.lastSeenMs = clock.nowMs();
      bus.tell({ fact: 'came', screenId });
      tell(screenId);
    },
    disconnected(screenId) {
      const screen = known(screenId);
      bus.tell({ fact: 'went', screenId });
      if (screen.holder !== 'here') return;
      screen.holder = null;
      screen.goneAtMs = clock.nowMs();
      screen.connectedMonotonicMs = null;
      // marks that it was here, so that it counts as offline at once
      screen.heardMonotonicMs ??= clock.monotonicMs();
      tell(screenId);
    },
    heard(screenId, heartbeat) {
      const screen = known(screenId);
      screen.heardMonotonicMs = clock.monotonicMs();
      screen.lastSeenMs = clock.nowMs();
      screen.heardAtMs = screen.lastSeenMs;
      screen.heartbeat = heartbeat;
      tell(screenId);
    },
    remember(screenId, heartbeat, receivedAtMs) {
      Object.assign(known(screenId), { heartbeat, lastSeenMs: receivedAtMs });
    },
    elsewhere(screenId, nodeId, isConnected) {
      const screen = known(screenId);
      if (isConnected) {
        screen.holder = { nodeId };
        screen.connectedMonotonicMs = clock.monotonicMs();
        screen.heardMonotonicMs = null;
        screen.lastSeenMs = clock.nowMs();
        return tell(screenId);
      }
      // it may have come back to another node before this one noticed that it had gone
      if (screen.holder === 'here' || (isNode(screen.holder) && screen.holder.nodeId !== nodeId)) return;
      Object.assign(screen, { holder: null, goneAtMs: clock.nowMs(), connectedMonotonicMs: null });
      screen.heardMonotonicMs ??= clock.monotonicMs();
      tell(screenId);
    },
    heardElsewhere(screenId, heartbeat, receivedAtMs) {
      const screen = known(screenId);
      if (screen.holder === 'here' || receivedAtMs <= Math.max(screen.heardAtMs, screen.goneAtMs)) return;
      const heardMonotonicMs = clock.monotonicMs() - Math.max(0, clock.nowMs() - receivedAtMs);
      screen.holder ??= 'somewhere';
      screen.connectedMonotonicMs ??= heardMonotonicMs;
      screen.lastSeenMs = Math.max(screen.lastSeenMs ?? 0, receivedAtMs);
      Object.assign(screen, { heardMonotonicMs, heardAtMs: receivedAtMs, heartbeat });
      tell(screenId);
    },
    isHere: (screenId) => known(screenId).holder === 'here',
    holderOf(screenId) {
      const { holder } = known(screenId);
      return isNode(holder) ? holder.nodeId : null;
    },
    of(screenId) {
      const { connectedMonotonicMs, lastSeenMs, heartbeat } = known(screenId);
      return { ...stateOf(screenId), isConnected: connectedMonotonicMs !== null, lastSeenMs, heartbeat };
    },
    heardSince(screenId, sinceMs) {
      const { heardAtMs, heartbeat } = known(screenId);
      return heardAtMs >= sinceMs ? heartbeat : null;
    },
    isConnected: (screenId) => known(screenId).connectedMonotonicMs !== null,
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

function isNode(holder: Known['holder']): holder is { readonly nodeId: string } {
  return typeof holder === 'object' && holder !== null;
}
