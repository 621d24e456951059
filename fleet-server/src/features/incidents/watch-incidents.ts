import type { IncidentFact, ScreenIncidentKind } from '@gatecast/protocol';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { Gauge } from 'prom-client';
import type { AppContext } from '../../app-context.ts';
import type { ReleaseDoor } from '../../release-door.ts';
import type { AlertLane } from '../alerts/alert-lane.ts';
import { isAddressed } from '../fleet/area-path.ts';
import type { Presence } from '../fleet/presence.ts';
import { followIncidents } from './incident-courses.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { readCertificate } from './read-certificate.ts';
import { readingsOf } from './readings.ts';
import { shareCertificates } from './shared-certificates.ts';

/** Every patience is a multiple of it. */
const lookEveryMs = 5_000;
/** Looks between two at what other nodes opened and ended. */
const looksPerReread = 6;
/** Screens between two turns of everybody else. */
const portion = 100;

/** Looks at every screen, and at the server itself, and opens and ends their incidents. */
export async function watchIncidents(deps: {
  readonly context: AppContext;
  readonly presence: Presence;
  readonly releases: Pick<ReleaseDoor, 'currentNumber'>;
  readonly alerts: Pick<AlertLane, 'revision' | 'active'>;
  readonly desk: IncidentDesk;
}): Promise<{ readonly lookedMonotonicMs: () => number; readonly close: () => Promise<void> }> {
  const { context, presence, releases, alerts, desk } = deps;
  const { clock, fleet, live, log } = context;
  const courses = await followIncidents(context, desk);
  const certificates = shareCertificates(context);
  let told = new Map<string, Map<ScreenIncidentKind, IncidentFact>>();
  let lookedMs = clock.monotonicMs();
  let looks = 0;
  let isClosed = false;
  let looking: Promise<void> = Promise.resolve();

  function hear(screenId: string, kind: ScreenIncidentKind, fact: IncidentFact): void {
    const ofScreen = told.get(screenId) ?? new Map<ScreenIncidentKind, IncidentFact>();
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
      for (const kind of courses.openKinds()) gauge.inc({ kind });
    },
  });

  /** Looks at the server and all screens. What fails at one of them stops none of the others; it is thrown when all have been looked at. */
  async function look(): Promise<void> {
    const since = told;
    told = new Map();
    const failures: unknown[] = [];
    if (context.bus.isShared && looks++ % looksPerReread === 0) await courses.reread().catch((error: unknown) => void failures.push(error));
    await lookAtServer().catch((error: unknown) => void failures.push(error));
    const { screens } = fleet.current();
    let count = 0;
    for (const [screenId, { siteId }] of screens) {
      if (++count % portion === 0) await letOthersRun();
      const ofScreen = since.get(screenId) ?? new Map<ScreenIncidentKind, IncidentFact>();
      try {
        await lookAt(screenId, siteId, ofScreen);
      } catch (error) {
        failures.push(error);
        // what was told is told once: it is kept for the next look
        for (const [kind, fact] of ofScreen) if (told.get(screenId)?.has(kind) !== true) hear(screenId, kind, fact);
      }
    }
    failures.push(...(await courses.forgetOthers(screens)));
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} incidents could not be opened or ended`);
  }
  async function lookAtServer(): Promise<void> {
    await courses.take(null, 'certificate', readCertificate(await certificates.read(), clock.nowMs()));
  }
  async function lookAt(screenId: string, siteId: string, ofScreen: ReadonlyMap<ScreenIncidentKind, IncidentFact>): Promise<void> {
    const numbers = { releaseNumber: releases.currentNumber(screenId), alertRevision: alerts.revision(siteId) };
    const addressed = alerts.active(siteId).filter(({ targets }) => isAddressed(fleet.current(), screenId, targets));
    const ofAlerts = new Map(addressed.map(({ id, languages, texts }) => [id, texts[languages[0] ?? '']?.headline ?? '']));
    for (const [kind, read] of readingsOf({ ...presence.of(screenId), ...numbers, alerts: ofAlerts, told: ofScreen }))
      await courses.take(screenId, kind, read);
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
      await certificates.close();
    },
  };
}
