import { signedDocumentSchema, type ReleaseReport } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import type { ReleaseDoor } from '../../release-door.ts';
import { readObject } from '../content/object-store.ts';
import type { NewestReleases } from './newest-releases.ts';
import { progressOf } from './release-progress.ts';
import { findPublication } from './store.ts';

/** A publication to a thousand screens brings thousands of reports; people are told at most this often. */
const gatherMs = 300;

/** Of a screen, to find what was there before what waits. */
const releasesLookedAt = 50;

export type ReleaseDoorFeature = ReleaseDoor & { readonly close: () => void };

/** What the player link asks of releases. */
export function createReleaseDoor(
  context: Pick<AppContext, 'truth' | 'clock' | 'live' | 'log' | 'bus'>,
  newest: NewestReleases,
): ReleaseDoorFeature {
  const { truth, clock, live, log, bus } = context;
  const waiting = new Map<string, () => void>();

  let isClosed = false;

  function tellSoon(publicationId: string): void {
    if (isClosed || waiting.has(publicationId)) return;
    const cancel = clock.after(gatherMs, () => {
      waiting.delete(publicationId);
      findPublication(truth, publicationId).then(
        (publication) => publication !== null && live.emit('publication', publication),
        (fault: unknown) => log.error({ err: fault }, 'a publication could not be told'),
      );
    });
    waiting.set(publicationId, cancel);
  }

  async function record(screenId: string, report: ReleaseReport): Promise<void> {
    const changed = await truth.transaction().execute(async (transaction) => {
      const at = (query: { screenId: string; number: number }) =>
        transaction
          .selectFrom('releases')
          .selectAll()
          .where('screenId', '=', query.screenId)
          .where('number', '=', query.number)
          .executeTakeFirst();
      const before = await at({ screenId, number: report.number });
      const state = before === undefined ? null : progressOf(before.state, report.state);
      if (before === undefined || state === null) return null;
      const reason = state === 'refused' ? (report.reason ?? null) : null;
      const times = timesOf(report);
      const to = { state, reason, detail: report.detail ?? null, changedAtMs: clock.nowMs(), ...times };
      await transaction.updateTable('releases').set(to).where('screenId', '=', screenId).where('number', '=', report.number).execute();
      return { ...before, ...to };
    });
    if (changed === null) return;
    newest.put(changed);
    bus.tell({ fact: 'releases', screenIds: [screenId] });
    live.emit('screen-changed', screenId);
    tellSoon(changed.publicationId);
  }

  return {
    currentNumber: (screenId) => newest.of(screenId)?.number ?? 0,
    async currentRelease(screenId) {
      const number = newest.of(screenId)?.number;
      if (number === undefined) return null;
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
    recordReleaseReport: record,
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
    close() {
      isClosed = true;
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
}

function timesOf({ state, atMs }: ReleaseReport): { deliveredAtMs?: number; preparedAtMs?: number; activeAtMs?: number } {
  switch (state) {
    case 'delivered':
      return { deliveredAtMs: atMs };
    case 'prepared':
      return { preparedAtMs: atMs };
    case 'active':
      return { activeAtMs: atMs };
    case 'queued':
    case 'refused':
    case 'superseded':
      return {};
  }
}
