import { systemClock } from '@gatecast/clock';
import { wireTimes } from '@gatecast/protocol';
import { performance } from 'node:perf_hooks';
import { Failure } from '../refusal.ts';
import type { SimulatedIdentities } from './identities.ts';
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
export type Simulation = {
  readonly connected: () => number;
  readonly current: () => number;
  /** Players that the server knows why not to take. */
  readonly rejected: () => number;
  readonly stop: () => void;
};

const preciseNowMs = () => performance.timeOrigin + performance.now();

/** Runs the first `count` players of a simulated fleet. `say` hears of milestones. */
export function runSimulation(options: {
  readonly serverUrl: string;
  readonly identities: SimulatedIdentities;
  readonly count: number;
  readonly paints: boolean;
  readonly rampMs: number;
  readonly say: (
    event: AlertSeen | PublicationSeen | { readonly event: 'connected'; readonly players: number; readonly atMs: number },
  ) => void;
}): Simulation {
  if (options.identities.root === null) throw new Failure('no simulated player is enrolled');
  const clock = systemClock();
  const verifier = documentVerifier(options.identities.root.document);
  const alerts = new Map<number, { arrivals: number[]; stored: number; failed: boolean }>();
  const active = new Map<string, { readonly count: number; readonly firstAtMs: number }>();
  const players: SimulatedPlayer[] = [];
  const up = new Set<number>();
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
      ...{ serverUrl: options.serverUrl, identity, verifier, clock, paints: options.paints },
      events: {
        onConnected() {
          up.add(index);
          refused.delete(index);
          if (up.size === options.count) options.say({ event: 'connected', players: up.size, atMs: preciseNowMs() });
        },
        onLost: () => void up.delete(index),
        onRejected: () => void refused.add(index),
        onActive: becameActive,
        onAlertState: (revision, stored) => void alertArrived(revision, stored),
      },
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
      // a timer that is left would keep the process for as long as it runs
      for (const cancel of cancelStarts) cancel();
      cancelBeat();
      for (const player of players) player?.close();
    },
  };
}
