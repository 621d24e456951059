import type { Incident, IncidentKind } from '@gatecast/protocol';
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
  let told = new Map<string, Map<IncidentKind, string>>();
  let lookedMs = clock.monotonicMs();
  let isClosed = false;
  let looking: Promise<void> = Promise.resolve();
  for (const incident of await listUnresolved(truth)) open.set(keyOf(incident.screenId, incident.kind), incident);

  live.on('incident-told', (screenId, kind, detail) => {
    const ofScreen = told.get(screenId) ?? new Map<IncidentKind, string>();
    told.set(screenId, ofScreen.set(kind, detail));
  });
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

  async function look(): Promise<void> {
    const since = told;
    told = new Map();
    const { screens } = fleet.current();
    for (const [screenId, { siteId }] of screens) {
      const numbers = { releaseNumber: releases.currentNumber(screenId), alertRevision: alertRevision(siteId) };
      const readings = readingsOf({ ...presence.of(screenId), ...numbers, told: since.get(screenId) ?? new Map<IncidentKind, string>() });
      for (const [kind, { reading, detail }] of readings) {
        const key = keyOf(screenId, kind);
        const nowMs = clock.monotonicMs();
        const before = courses.get(key) ?? { isOpen: open.has(key), reading: 'unknown', sinceMs: nowMs };
        const { course, change } = follow(before, reading, patience[kind], nowMs);
        // a change that cannot be written is tried with the next look
        if (change === 'opens') await opens(screenId, kind, detail);
        if (change === 'ends') await ends(key);
        courses.set(key, course);
      }
    }
    // of a screen that is gone nobody will ever hear again
    for (const [key, incident] of open) if (!screens.has(incident.screenId)) await ends(key);
  }
  async function opens(screenId: string, kind: IncidentKind, detail: string): Promise<void> {
    // on several nodes another may have been first
    const incident = (await desk.open(screenId, kind, detail)) ?? (await findUnresolved(truth, screenId, kind));
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
