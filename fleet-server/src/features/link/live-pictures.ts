import type { Clock } from '@gatecast/clock';
import type { FastifyBaseLogger } from 'fastify';

/** A screen's picture on a watched wall is about this old at most, as long as the fleet is small enough. */
const intervalMs = 30_000;
/** At most ten pictures are asked for in a second: a fleet of a thousand goes round in 100 s. */
const gapMs = 100;
const mostInFlight = 4;
/** What was activated or painted stands on the glass by then. */
const settleMs = 1_000;
/** A screen that gives no picture is asked ever more rarely, down to a sixteenth of its turns. */
const mostDoublings = 4;

type Turn = {
  readonly screenId: string;
  /** When its turn on a watched wall comes, monotonic. */
  dueMs: number;
  /** When a picture is wanted whether somebody watches or not; null: it is not. */
  soonMs: number | null;
  failures: number;
  isAsked: boolean;
};

/**
 * Keeps the wall's pictures young: while people watch, each connected screen is asked in turn, spread over the interval; and once
 * shortly after what stands on its glass has changed. State is in memory, and at most `mostInFlight` questions are open.
 */
export type LivePictures = {
  /** What this screen shows has changed. */
  readonly soon: (screenId: string) => void;
  /** This screen has just come, sent a picture or carried out an order: its next turn is an interval away. */
  readonly fresh: (screenId: string) => void;
  /** Somebody begins to watch: what is old is asked for first. */
  readonly watched: () => void;
  readonly close: () => void;
};

export function createLivePictures(deps: {
  readonly clock: Clock;
  readonly log: Pick<FastifyBaseLogger, 'error'>;
  /** Screens with a connected player; each was `fresh` when it came. */
  readonly connected: () => readonly string[];
  readonly isConnected: (screenId: string) => boolean;
  readonly isWatched: () => boolean;
  /** Resolves with whether a picture came and is stored. */
  readonly ask: (screenId: string) => Promise<boolean>;
}): LivePictures {
  const { clock, log, connected, isConnected, isWatched, ask } = deps;
  const turns = new Map<string, Turn>();
  let inFlight = 0;
  let askedAtMs = -gapMs;
  let alarm: { readonly atMs: number; readonly cancel: () => void } | null = null;
  let isClosed = false;

  function turnOf(screenId: string): Turn {
    let turn = turns.get(screenId);
    if (turn === undefined) {
      turn = { screenId, dueMs: clock.monotonicMs(), soonMs: null, failures: 0, isAsked: false };
      turns.set(screenId, turn);
    }
    return turn;
  }
  function wakeAt(atMs: number): void {
    if (isClosed || (alarm !== null && alarm.atMs <= atMs)) return;
    alarm?.cancel();
    const cancel = clock.after(atMs - clock.monotonicMs(), () => {
      alarm = null;
      look();
    });
    alarm = { atMs, cancel };
  }

  /** Asks the one whose turn it is, if there is room, and sets the alarm for the next. */
  function look(): void {
    if (isClosed || inFlight >= mostInFlight) return;
    const hasWatchers = isWatched();
    const turnGapMs = Math.max(gapMs, intervalMs / Math.max(turns.size, 1));
    let next: { readonly turn: Turn; readonly atMs: number } | null = null;
    // ten times a second over the whole fleet: only what may be the next is looked up
    for (const turn of turns.values()) {
      if (turn.isAsked) continue;
      const inTurnMs = hasWatchers ? Math.max(turn.dueMs, askedAtMs + turnGapMs) : Infinity;
      const soonMs = turn.soonMs === null ? Infinity : Math.max(turn.soonMs, askedAtMs + gapMs);
      const atMs = Math.min(inTurnMs, soonMs);
      // of those that wait alike, the one that has waited longest
      if (next !== null && (atMs > next.atMs || (atMs === next.atMs && turn.dueMs >= next.turn.dueMs))) continue;
      // one that has gone begins anew when it comes back
      if (isConnected(turn.screenId)) next = { turn, atMs };
      else turns.delete(turn.screenId);
    }
    if (next === null || next.atMs === Infinity) return;
    if (next.atMs > clock.monotonicMs()) return wakeAt(next.atMs);
    askedAtMs = clock.monotonicMs();
    void askFor(next.turn.screenId, Math.max(intervalMs, turns.size * gapMs));
    wakeAt(askedAtMs + gapMs);
  }

  async function askFor(screenId: string, everyMs: number): Promise<void> {
    const turn = turnOf(screenId);
    turn.isAsked = true;
    turn.soonMs = null;
    inFlight += 1;
    let isKept = false;
    try {
      isKept = await ask(screenId);
    } catch (error) {
      log.error({ err: error, screenId }, 'a picture could not be asked for');
    }
    inFlight -= 1;
    turn.isAsked = false;
    turn.failures = isKept ? 0 : Math.min(turn.failures + 1, mostDoublings);
    turn.dueMs = clock.monotonicMs() + everyMs * 2 ** turn.failures;
    look();
  }

  return {
    soon(screenId) {
      const soonMs = clock.monotonicMs() + settleMs;
      turnOf(screenId).soonMs = soonMs;
      wakeAt(soonMs);
    },
    fresh(screenId) {
      const dueMs = clock.monotonicMs() + intervalMs;
      turnOf(screenId).dueMs = dueMs;
      wakeAt(dueMs);
    },
    watched() {
      const nowMs = clock.monotonicMs();
      for (const screenId of connected()) {
        const turn = turnOf(screenId);
        if (turn.dueMs <= nowMs) turn.soonMs ??= nowMs;
      }
      wakeAt(nowMs);
    },
    close() {
      isClosed = true;
      alarm?.cancel();
    },
  };
}
