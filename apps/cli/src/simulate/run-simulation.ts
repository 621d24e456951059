import { systemClock } from '@gatecast/clock';
import { wireTimes } from '@gatecast/protocol';
import { performance } from 'node:perf_hooks';
import { Failure } from '../refusal.ts';
import { createGate } from './gate.ts';
import type { SimulatedIdentities } from './identities.ts';
import { createPatience } from './patience.ts';
import { noRecords, recordsToTell, tellLoad, type SimulatedLoad } from './simulated-load.ts';
import { documentVerifier, simulatedPlayer, type SimulatedPlayer } from './simulated-player.ts';

/** What happened to one alert state among the simulated players; instants are UTC milliseconds with fractions. */
export type AlertSeen = {
  readonly event: 'alert-state';
  readonly revision: number;
  readonly players: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /** When the server had stored the last receipt; null where one failed. */
  readonly lastStoredAtMs: number | null;
};
/** As many players as there are have a publication's release active, and the server has stored it. */
export type PublicationSeen = {
  readonly event: 'publication-active';
  readonly publicationId: string;
  readonly players: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
};
/** Every player has, active and answered for, whatever the server has told it of; said whenever that becomes true. */
export type AllCurrent = { readonly event: 'current'; readonly players: number; readonly atMs: number };
/** Load beyond what players say by themselves is over: so many heartbeats were answered, so many play records are stored. */
export type LoadTold = {
  readonly event: 'load-told';
  readonly players: number;
  readonly heartbeats: number;
  readonly records: number;
  /** Batches that were sent again: on purpose, or as no answer came. */
  readonly batchesAgain: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
};
export type SimulationEvent =
  | AlertSeen
  | PublicationSeen
  | AllCurrent
  | LoadTold
  | { readonly event: 'connected'; readonly players: number; readonly atMs: number };

export type Simulation = {
  readonly connected: () => number;
  readonly current: () => number;
  /** Players that the server knows why not to take. */
  readonly rejected: () => number;
  readonly stop: () => void;
};

/** Under way at once: more than one thread can answer would only wait in it, and be given up by the server. */
const mostHandshakes = 250;

const preciseNowMs = () => performance.timeOrigin + performance.now();

/** Runs the first `count` players of a simulated fleet. `say` hears of milestones. */
export function runSimulation(options: {
  readonly serverUrl: string;
  readonly identities: SimulatedIdentities;
  readonly count: number;
  readonly paints: boolean;
  /** Of the server. */
  readonly isTraining: boolean;
  readonly rampMs: number;
  /** What each player says beyond what it says by itself, once all are connected. */
  readonly load: SimulatedLoad;
  readonly say: (event: SimulationEvent) => void;
}): Simulation {
  if (options.identities.root === null) throw new Failure('no simulated player is enrolled');
  const clock = systemClock();
  const yard = { clock, patience: createPatience(clock), gate: createGate(mostHandshakes) };
  const verifier = documentVerifier(options.identities.root.document);
  const alerts = new Map<number, { arrivals: number[]; stored: number; failed: boolean }>();
  const active = new Map<string, { readonly count: number; readonly firstAtMs: number }>();
  const players: SimulatedPlayer[] = [];
  const up = new Set<number>();
  const standing = new Set<number>();
  const waiting = options.identities.players
    .slice(0, options.count)
    .map((identity) => recordsToTell(identity, options.load, clock.nowMs()));
  const ended = new AbortController();
  let isLoaded = false;
  const refused = new Set<number>();

  async function alertArrived(revision: number, stored: Promise<boolean>): Promise<void> {
    const atMs = preciseNowMs();
    const seen = alerts.get(revision) ?? { arrivals: [], stored: 0, failed: false };
    alerts.set(revision, seen);
    seen.arrivals.push(atMs);
    const isStored = await stored;
    seen.stored += 1;
    seen.failed ||= !isStored;
    if (seen.stored < up.size) return;
    alerts.delete(revision);
    const lastStoredAtMs = seen.failed ? null : preciseNowMs();
    const { arrivals } = seen;
    options.say({
      event: 'alert-state',
      revision,
      players: seen.stored,
      firstAtMs: Math.min(...arrivals),
      lastAtMs: Math.max(...arrivals),
      lastStoredAtMs,
    });
  }

  function becameActive(publicationId: string): void {
    const atMs = preciseNowMs();
    const { count, firstAtMs } = active.get(publicationId) ?? { count: 0, firstAtMs: atMs };
    active.set(publicationId, { count: count + 1, firstAtMs });
    // one whose connection broke tells it later, and is waited for
    if (count + 1 < options.count) return;
    active.delete(publicationId);
    options.say({ event: 'publication-active', publicationId, players: count + 1, firstAtMs, lastAtMs: atMs });
  }

  function start(index: number): void {
    const identity = options.identities.players[index];
    if (identity === undefined) return;
    players[index] = simulatedPlayer({
      ...{ serverUrl: options.serverUrl, identity, verifier, clock, yard, paints: options.paints, isTraining: options.isTraining },
      events: {
        onConnected() {
          up.add(index);
          refused.delete(index);
          if (up.size < options.count) return;
          options.say({ event: 'connected', players: up.size, atMs: preciseNowMs() });
          if (!isLoaded) void load();
        },
        onStanding(isCurrent) {
          if (!isCurrent) return void standing.delete(index);
          standing.add(index);
          if (standing.size === options.count) options.say({ event: 'current', players: standing.size, atMs: preciseNowMs() });
        },
        onLost: () => void up.delete(index),
        onRejected: () => void refused.add(index),
        onActive: becameActive,
        onAlertState: (revision, stored) => void alertArrived(revision, stored),
      },
    });
  }
  async function load(): Promise<void> {
    isLoaded = true;
    const { heartbeats } = options.load;
    const records = waiting.reduce((sum, { count }) => sum + count, 0);
    if (heartbeats + records === 0) return;
    const firstAtMs = preciseNowMs();
    const told = await Promise.all(
      players.map((player, index) => tellLoad({ player, records: waiting[index] ?? noRecords, heartbeats, clock, signal: ended.signal })),
    );
    options.say({
      event: 'load-told',
      players: players.length,
      heartbeats: told.reduce((sum, one) => sum + one.heartbeats, 0),
      records,
      batchesAgain: told.reduce((sum, one) => sum + one.batchesAgain, 0),
      ...{ firstAtMs, lastAtMs: preciseNowMs() },
    });
  }
  const cancelStarts = Array.from({ length: options.count }, (_, index) =>
    clock.after((options.rampMs * index) / options.count, () => start(index)),
  );

  // one timer for all: each slice of a heartbeat's interval beats its share of the players
  const slices = 150;
  let slice = 0;
  function beatSlice(): void {
    for (let index = slice; index < options.count; index += slices) players[index]?.beat();
    slice = (slice + 1) % slices;
    cancelBeat = clock.after(wireTimes.heartbeatMs / slices, beatSlice);
  }
  let cancelBeat = clock.after(wireTimes.heartbeatMs, beatSlice);

  return {
    connected: () => up.size,
    current: () => players.filter((player) => player.activeRelease() > 0).length,
    rejected: () => refused.size,
    stop() {
      ended.abort();
      // a timer that is left would keep the process for as long as it runs
      for (const cancel of cancelStarts) cancel();
      cancelBeat();
      yard.patience.close();
      for (const player of players) player?.close();
    },
  };
}
