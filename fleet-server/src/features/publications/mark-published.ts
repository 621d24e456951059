import type { StoredEntry } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { entryOf } from '../schedule/store.ts';
import type { CompileInput } from './compile-input.ts';
import { fitOfTargets } from './fit-of-targets.ts';
import type { PublicationPlan } from './plan-publication.ts';

/** Updates between two turns of everybody else. */
const portion = 25;

/**
 * The entries as they were compiled; what was edited since, what a screen still lacks that was passed over, and what the publication
 * does not concern as a whole, stays unpublished.
 */
export async function markPublished(
  transaction: Transaction<TruthSchema>,
  { entries, screens }: CompileInput,
  { passedOver }: PublicationPlan,
  isConcerned: (entry: StoredEntry) => boolean,
): Promise<void> {
  const lacking = new Set(passedOver.map(({ screenId }) => screenId));
  const places = screens.filter(({ id }) => lacking.has(id));
  let count = 0;
  for (const row of entries) {
    const { id, revision, publishedRevision } = row;
    if (revision === publishedRevision) continue;
    const entry = entryOf(row);
    if (!isConcerned(entry)) continue;
    const { targets } = entry;
    if (places.some((place) => fitOfTargets(targets, place) !== null)) continue;
    await transaction.updateTable('entries').set({ publishedRevision: revision }).where('id', '=', id).execute();
    if (++count % portion === 0) await letOthersRun();
  }
}

/** Entries that address a screen which was given an earlier plan: whether it holds them as they are now is not known. */
export async function markUnpublished(
  transaction: Transaction<TruthSchema>,
  entries: CompileInput['entries'],
  { changed }: PublicationPlan,
): Promise<void> {
  for (const row of entries) {
    if (row.publishedRevision === null) continue;
    const { targets } = entryOf(row);
    if (!changed.some(({ screen }) => fitOfTargets(targets, screen) !== null)) continue;
    await transaction.updateTable('entries').set({ publishedRevision: null }).where('id', '=', row.id).execute();
  }
}
