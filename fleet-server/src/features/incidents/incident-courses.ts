import type { Incident, IncidentKind } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { follow, patience, type Course } from './hysteresis.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { kindsOfEvents, type Read } from './readings.ts';
import { findUnresolved, listUnresolved } from './store.ts';

/** What is wrong, and how long it has been: `screenId` null stands for the server itself. */
export type IncidentCourses = {
  /** One reading more. Rejects where a change cannot be written; the next reading tries it again. */
  readonly take: (screenId: string | null, kind: IncidentKind, read: Read) => Promise<void>;
  /** Ends everything of screens that are gone: of them nobody will ever hear again. Gives what failed. */
  readonly forgetOthers: (screens: { readonly has: (screenId: string) => boolean }) => Promise<readonly unknown[]>;
  /** Reads what other nodes opened and ended, and what they were told again. */
  readonly reread: () => Promise<void>;
  readonly openKinds: () => readonly IncidentKind[];
};

type World = Pick<AppContext, 'clock' | 'truth' | 'telemetry'> & { readonly bus: Pick<AppContext['bus'], 'isShared'> };

/** What is told again sooner than this is not told to the other nodes. */
const tellEveryMs = 60_000;

/**
 * Opens and ends incidents as readings go on. What is open comes from truth; the courses are memory, so that a server that starts anew has
 * seen nothing yet: it neither opens nor ends anything that it has not watched for as long as the kind asks. Of several nodes each follows
 * everything, what others opened too: whichever stays ends it.
 */
export async function followIncidents({ clock, truth, telemetry, bus }: World, desk: IncidentDesk): Promise<IncidentCourses> {
  let open = new Map<string, Incident>();
  const courses = new Map<string, { readonly screenId: string | null; readonly course: Course }>();
  /** By key: when another node was told, as it wrote it down; only looked at for being another instant than before. */
  let tellings = new Map<string, number>();
  const toldMonotonicMs = new Map<string, number>();

  async function readOpen(): Promise<Map<string, Incident>> {
    return new Map((await listUnresolved(truth)).map((incident) => [keyOf(incident.screenId, incident.kind), incident]));
  }
  async function readTellings(): Promise<Map<string, number>> {
    const rows = await telemetry.selectFrom('incident_tellings').selectAll().execute();
    return new Map(rows.map(({ screenId, kind, toldAtMs }) => [keyOf(screenId, kind), toldAtMs]));
  }
  async function ends(key: string): Promise<void> {
    const incident = open.get(key);
    if (incident === undefined) return;
    await desk.end(incident.id);
    open.delete(key);
  }
  /** Others heard nothing of it, and would end it. */
  async function tellOthers(key: string, screenId: string | null, kind: IncidentKind): Promise<void> {
    const of = kindsOfEvents.find((one) => one === kind);
    if (!bus.isShared || screenId === null || of === undefined) return;
    const nowMs = clock.monotonicMs();
    if (nowMs - (toldMonotonicMs.get(key) ?? -Infinity) < tellEveryMs) return;
    const row = { screenId, kind: of, toldAtMs: clock.nowMs() };
    await telemetry
      .insertInto('incident_tellings')
      .values(row)
      .onConflict((conflict) => conflict.columns(['screenId', 'kind']).doUpdateSet({ toldAtMs: row.toldAtMs }))
      .execute();
    tellings.set(key, row.toldAtMs);
    toldMonotonicMs.set(key, nowMs);
  }
  open = await readOpen();
  if (bus.isShared) tellings = await readTellings();
  return {
    async take(screenId, kind, { reading, fact }) {
      const key = keyOf(screenId, kind);
      const nowMs = clock.monotonicMs();
      if (reading === 'bad') await tellOthers(key, screenId, kind);
      const before = courses.get(key)?.course ?? { isOpen: open.has(key), reading: 'unknown', sinceMs: nowMs };
      const { course, change } = follow(before, reading, patience[kind], nowMs);
      // a change that cannot be written is tried with the next look
      if (change === 'opens') {
        // on several nodes another may have been first
        const incident = (await desk.open(screenId, kind, fact)) ?? (await findUnresolved(truth, screenId, kind));
        if (incident !== null) open.set(key, incident);
      }
      if (change === 'ends') await ends(key);
      // what is closed and not bad is as what was never looked at, and most are
      if (course.isOpen || course.reading === 'bad') courses.set(key, { screenId, course });
      else courses.delete(key);
    },
    async forgetOthers(screens) {
      const failures: unknown[] = [];
      const isGone = (screenId: string | null) => screenId !== null && !screens.has(screenId);
      for (const [key, { screenId }] of open) if (isGone(screenId)) await ends(key).catch((error: unknown) => void failures.push(error));
      for (const [key, { screenId }] of courses) if (isGone(screenId)) courses.delete(key);
      return failures;
    },
    async reread() {
      const [standing, told] = [await readOpen(), await readTellings()];
      const sinceMs = clock.monotonicMs();
      for (const [key, { screenId, course }] of courses) {
        // this node watches on from what is true now, with what it has read itself
        if (course.isOpen !== standing.has(key)) courses.set(key, { screenId, course: { ...course, isOpen: standing.has(key) } });
      }
      for (const [key, { screenId }] of standing) {
        if (!courses.has(key)) courses.set(key, { screenId, course: { isOpen: true, reading: 'unknown', sinceMs } });
        // told to another node: as if it had been told here, and its end is waited for anew
        if (told.get(key) !== tellings.get(key)) courses.set(key, { screenId, course: { isOpen: true, reading: 'bad', sinceMs } });
      }
      [open, tellings] = [standing, told];
    },
    openKinds: () => [...open.values()].map(({ kind }) => kind),
  };
}

function keyOf(screenId: string | null, kind: IncidentKind): string {
  return `${screenId ?? ''} ${kind}`;
}
