import type { Incident, IncidentFact, IncidentKind } from '@gatecast/protocol';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { Gauge } from 'prom-client';
import type { AppContext } from '../../app-context.ts';
import type { ReleaseDoor } from '../../release-door.ts';
import type { Presence } from '../fleet/presence.ts';
import { follow, patience, type Course } from './hysteresis.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { readingsOf } from './readings.ts';
import { findUnresolved, listUnresolved } from './store.ts';

/** Every patience is a multiple of it. */
const lookEveryMs = 5_000;
/** Screens between two turns of everybody else. */
const portion = 100;

/**
 * Looks at every screen and opens and ends its incidents. What is open comes from truth; the courses are memory, so that a server
 * that starts anew has seen nothing yet: it neither opens nor ends anything that it has not watched for as long as the kind asks.
 */
export async function watchIncidents(deps: {
  readonly context: AppContext;
  readonly presence: Presence;
  readonly releases: Pick<ReleaseDoor, 'currentNumber'>;
  readonly alertRevision: (siteId: string) => number;
  readonly desk: IncidentDesk;
}): Promise<{ readonly lookedMonotonicMs: () => number; readonly close: () => Promise<void> }> {
  const { context, presence, releases, alertRevision, desk } = deps;
  const { clock, fleet, live, log, truth } = context;
  const open = new Map<string, Incident>();
  const courses = new Map<string, Course>();
  let told = new Map<string, Map<IncidentKind, IncidentFact>>();
  let lookedMs = clock.monotonicMs();
  let isClosed = false;
  let looking: Promise<void> = Promise.resolve();
  for (const incident of await listUnresolved(truth)) open.set(keyOf(incident.screenId, incident.kind), incident);

  function hear(screenId: string, kind: IncidentKind, fact: IncidentFact): void {
    const ofScreen = told.get(screenId) ?? new Map<IncidentKind, IncidentFact>();
    told.set(screenId, ofScreen.set(kind, fact));
  }
  live.on('incident-told', hear);
  const gauge: Gauge<'kind'> = new Gauge({
    name: 'gatecast_incidents_open',
    help: 'Incidents that are not resolved, by kind',
    labelNames: ['kind'],
    registers: [context.metrics],
    collect() {
      gauge.reset();
      for (const { kind } of open.values()) gauge.inc({ kind });
    },
  });

  /** Looks at all screens. What fails at one of them stops none of the others; it is thrown when all have been looked at. */
  async function look(): Promise<void> {
    const since = told;
    told = new Map();
    const failures: unknown[] = [];
    const { screens } = fleet.current();
    let count = 0;
    for (const [screenId, { siteId }] of screens) {
      if (++count % portion === 0) await letOthersRun();
      const ofScreen = since.get(screenId) ?? new Map<IncidentKind, IncidentFact>();
      try {
        await lookAt(screenId, siteId, ofScreen);
      } catch (error) {
        failures.push(error);
        // what was told is told once: it is kept for the next look
        for (const [kind, fact] of ofScreen) if (told.get(screenId)?.has(kind) !== true) hear(screenId, kind, fact);
      }
    }
    // of a screen that is gone nobody will ever hear again
    for (const [key, incident] of open)
      if (!screens.has(incident.screenId)) await ends(key).catch((error: unknown) => void failures.push(error));
    for (const key of courses.keys()) if (!screens.has(screenOf(key))) courses.delete(key);
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} incidents could not be opened or ended`);
  }
  async function lookAt(screenId: string, siteId: string, ofScreen: ReadonlyMap<IncidentKind, IncidentFact>): Promise<void> {
    const numbers = { releaseNumber: releases.currentNumber(screenId), alertRevision: alertRevision(siteId) };
    for (const [kind, { reading, fact }] of readingsOf({ ...presence.of(screenId), ...numbers, told: ofScreen })) {
      const key = keyOf(screenId, kind);
      const nowMs = clock.monotonicMs();
      const before = courses.get(key) ?? { isOpen: open.has(key), reading: 'unknown', sinceMs: nowMs };
      const { course, change } = follow(before, reading, patience[kind], nowMs);
      // a change that cannot be written is tried with the next look
      if (change === 'opens') await opens(screenId, kind, fact);
      if (change === 'ends') await ends(key);
      // what is closed and not bad is as what was never looked at, and most are
      if (course.isOpen || course.reading === 'bad') courses.set(key, course);
      else courses.delete(key);
    }
  }
  async function opens(screenId: string, kind: IncidentKind, fact: IncidentFact | null): Promise<void> {
    // on several nodes another may have been first
    const incident = (await desk.open(screenId, kind, fact)) ?? (await findUnresolved(truth, screenId, kind));
    if (incident !== null) open.set(keyOf(screenId, kind), incident);
  }
  async function ends(key: string): Promise<void> {
    const incident = open.get(key);
    if (incident === undefined) return;
    await desk.end(incident.id);
    open.delete(key);
  }
  async function lookAgain(): Promise<void> {
    try {
      await look();
      lookedMs = clock.monotonicMs();
    } catch (error) {
      log.error({ err: error }, 'incidents could not be looked at');
    }
    if (!isClosed) cancel = clock.after(lookEveryMs, tick);
  }
  function tick(): void {
    looking = lookAgain();
  }
  let cancel = clock.after(lookEveryMs, tick);
  return {
    /** When the last look at all screens ended. */
    lookedMonotonicMs: () => lookedMs,
    async close() {
      isClosed = true;
      cancel();
      await looking;
    },
  };
}

function keyOf(screenId: string, kind: IncidentKind): string {
  return `${screenId} ${kind}`;
}

function screenOf(key: string): string {
  return key.slice(0, key.indexOf(' '));
}
