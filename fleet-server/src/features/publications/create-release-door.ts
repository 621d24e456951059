import { signedDocumentSchema } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import type { ReleaseDoor } from '../../release-door.ts';
import { readObject } from '../content/object-store.ts';
import type { NewestReleases } from './newest-releases.ts';
import { createReportWriter } from './report-writer.ts';
import { wholePublication } from './seen-publication.ts';
import { findPublication } from './store.ts';

/** A publication to a thousand screens brings thousands of reports; people are told at most this often, and of very many less often. */
const gatherMs = 300;
const gatherMsOfAScreen = 0.4;
const longestGatherMs = 2_000;

/** Of a screen, to find what was there before what waits. */
const releasesLookedAt = 50;

export type ReleaseDoorFeature = Omit<ReleaseDoor, 'pass'> & { readonly close: () => Promise<void> };

/** What the player link asks of releases. */
export function createReleaseDoor(
  context: Pick<AppContext, 'truth' | 'clock' | 'live' | 'log' | 'bus'>,
  newest: NewestReleases,
): ReleaseDoorFeature {
  const { truth, clock, live, log, bus } = context;
  const waiting = new Map<string, () => void>();
  /** As they were told last. */
  const screenCounts = new Map<string, number>();

  let isClosed = false;

  async function tellNow(publicationId: string): Promise<void> {
    const publication = await findPublication(truth, publicationId);
    if (publication === null) return;
    screenCounts.set(publicationId, wholePublication(publication).screenCount);
    live.emit('publication', publication);
  }
  function tellSoon(publicationId: string): void {
    if (isClosed || waiting.has(publicationId)) return;
    const waitMs = Math.min(longestGatherMs, Math.max(gatherMs, (screenCounts.get(publicationId) ?? 0) * gatherMsOfAScreen));
    const cancel = clock.after(waitMs, () => {
      waiting.delete(publicationId);
      tellNow(publicationId).catch((fault: unknown) => log.error({ err: fault }, 'a publication could not be told'));
    });
    waiting.set(publicationId, cancel);
  }

  const reports = createReportWriter(
    truth,
    () => clock.nowMs(),
    (moved) => {
      if (moved.length === 0) return;
      for (const row of moved) newest.put(row);
      bus.tell({ fact: 'releases', screenIds: [...new Set(moved.map(({ screenId }) => screenId))] });
      for (const { screenId } of moved) live.emit('screen-changed', screenId);
      for (const id of new Set(moved.map(({ publicationId }) => publicationId))) tellSoon(id);
    },
  );

  return {
    currentNumber: (screenId) => newest.of(screenId)?.number ?? 0,
    async currentRelease(screenId) {
      const number = newest.of(screenId)?.number;
      if (number === undefined) return null;
      const recent = newest.recentDocument(screenId);
      if (recent !== null) return signedDocumentSchema.parse(JSON.parse(recent));
      const row = await truth
        .selectFrom('releases')
        .select('document')
        .where('screenId', '=', screenId)
        .where('number', '=', number)
        .executeTakeFirst();
      return row === undefined ? null : signedDocumentSchema.parse(JSON.parse(row.document));
    },
    async releaseAt(screenId, atMs) {
      const rows = await truth
        .selectFrom('releases')
        .select(['number', 'document', 'activateAtMs', 'activeAtMs'])
        .where('screenId', '=', screenId)
        .orderBy('number', 'desc')
        .limit(releasesLookedAt)
        .execute();
      const [newest, ...older] = rows;
      if (newest === undefined) return null;
      const { activateAtMs } = newest;
      // what was overtaken before its instant never comes
      const before = older.find((row) => row.activeAtMs !== null) ?? older.find((row) => row.activateAtMs === null);
      const waits = activateAtMs !== null && atMs < activateAtMs && newest.activeAtMs === null && before !== undefined;
      const { document } = waits ? before : newest;
      return { document: signedDocumentSchema.parse(JSON.parse(document)), untilMs: waits ? activateAtMs : null };
    },
    recordReleaseReport: reports.put,
    releaseStatus: newest.status,
    async reread(screenIds) {
      const newer = new Set(await newest.reread(screenIds));
      for (const screenId of screenIds) {
        const number = newest.of(screenId)?.number;
        if (newer.has(screenId) && number !== undefined) live.emit('release-created', screenId, number);
        live.emit('screen-changed', screenId);
      }
    },
    readObject: (name) => readObject(truth, name),
    async close() {
      isClosed = true;
      await reports.idle();
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
}
