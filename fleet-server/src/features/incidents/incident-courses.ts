import type { Incident, IncidentKind } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { follow, patience, type Course } from './hysteresis.ts';
import type { IncidentDesk } from './incident-desk.ts';
import type { Read } from './readings.ts';
import { findUnresolved, listUnresolved } from './store.ts';

/** What is wrong, and how long it has been: `screenId` null stands for the server itself. */
export type IncidentCourses = {
  /** One reading more. Rejects where a change cannot be written; the next reading tries it again. */
  readonly take: (screenId: string | null, kind: IncidentKind, read: Read) => Promise<void>;
  /** Ends everything of screens that are gone: of them nobody will ever hear again. Gives what failed. */
  readonly forgetOthers: (screens: { readonly has: (screenId: string) => boolean }) => Promise<readonly unknown[]>;
  readonly openKinds: () => readonly IncidentKind[];
};

/**
 * Opens and ends incidents as readings go on. What is open comes from truth; the courses are memory, so that a server that starts anew has
 * seen nothing yet: it neither opens nor ends anything that it has not watched for as long as the kind asks.
 */
export async function followIncidents({ clock, truth }: Pick<AppContext, 'clock' | 'truth'>, desk: IncidentDesk): Promise<IncidentCourses> {
  const open = new Map<string, Incident>();
  const courses = new Map<string, { readonly screenId: string | null; readonly course: Course }>();
  for (const incident of await listUnresolved(truth)) open.set(keyOf(incident.screenId, incident.kind), incident);

  async function ends(key: string): Promise<void> {
    const incident = open.get(key);
    if (incident === undefined) return;
    await desk.end(incident.id);
    open.delete(key);
  }
  return {
    async take(screenId, kind, { reading, fact }) {
      const key = keyOf(screenId, kind);
      const nowMs = clock.monotonicMs();
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
    openKinds: () => [...open.values()].map(({ kind }) => kind),
  };
}

function keyOf(screenId: string | null, kind: IncidentKind): string {
  return `${screenId ?? ''} ${kind}`;
}
