import type { Collection } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Audit } from '../../store/audit.ts';
import type { BlobStore, StoredBlob } from '../../store/blob-store.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { inPortions } from '../publications/in-portions.ts';
import { expiredUploads } from '../uploads/collect-uploads.ts';
import { mediaKeyOf } from '../media/media-files.ts';
import type { Retention } from './kept-releases.ts';
import { reachOf, type Reach } from './reach.ts';
import type { CollectionTables } from './reachability-marks.ts';

type Kind = CollectionTables['unreachable']['kind'];
/** Rows in one transaction. */
const portion = 100;
const namesRead = 1_000;

export type CollectorWorld = {
  readonly truth: Kysely<TruthSchema>;
  readonly media: BlobStore;
  readonly uploads: BlobStore;
  readonly audit: Audit;
  readonly nowMs: () => number;
  readonly retention: Retention;
  /** Where it is aborted the run ends after the transaction in hand; the next one goes on from the marks. */
  readonly signal: AbortSignal;
};

/**
 * Takes away what no root has reached for the whole grace. A run marks what is unreachable now, takes marks back from what is reachable
 * again, and removes what has been marked for long enough; each removal finds its mark in its own transaction, so that what somebody
 * came to refer to meanwhile stays. Killed anywhere, it is the marks that count. `isDryRun`: only says what it would do.
 */
export async function collect(
  world: CollectorWorld,
  { isDryRun, actor }: { readonly isDryRun: boolean; readonly actor: string },
): Promise<Collection> {
  const { truth, media, retention, signal, audit } = world;
  const startedMs = world.nowMs();
  const reach = await reachOf(truth, retention, startedMs);
  if (!isDryRun) await removeReleases(world, reach);
  const found = {
    object: await unreachableObjects(truth, reach),
    media: await unreachableMedia(media, reach, startedMs - retention.graceMs),
  };
  if (!isDryRun) for (const kind of ['object', 'media'] as const) await mark(world, kind, found[kind], reach, startedMs);
  const due = {
    object: await dueOf(truth, 'object', found.object, startedMs - retention.graceMs),
    media: await dueOf(truth, 'media', found.media, startedMs - retention.graceMs),
  };
  const told = {
    isDryRun,
    releases: reach.goneReleases.length + reach.gonePortal.length,
    unreachable: { objects: found.object.size, objectBytes: sum(found.object), files: found.media.size, fileBytes: sum(found.media) },
    due: { objects: due.object.size, objectBytes: sum(due.object), files: due.media.size, fileBytes: sum(due.media) },
  };
  const expired = expiredUploads(truth, world.uploads, startedMs);
  if (isDryRun || signal.aborted) return { ...told, removed: nothing, uploads: await expired.count() };
  const objects = await removeObjects(world, due.object);
  const files = await removeMedia(world, due.media);
  const removed = { objects: objects.count, objectBytes: objects.bytes, files: files.count, fileBytes: files.bytes };
  const uploads = await expired.remove();
  if (told.releases + objects.count + files.count > 0)
    await truth
      .transaction()
      .execute((transaction) =>
        audit(transaction, { actor, action: 'collected', subject: 'store:truth', detail: { releases: told.releases, ...removed } }),
      );
  return { ...told, removed, uploads };
}

const nothing = { objects: 0, objectBytes: 0, files: 0, fileBytes: 0 };

function sum(sizes: ReadonlyMap<string, number>): number {
  return [...sizes.values()].reduce((total, size) => total + size, 0);
}

async function removeReleases({ truth, signal }: CollectorWorld, { goneReleases, gonePortal }: Reach): Promise<void> {
  for (const piece of inPortions(goneReleases, portion)) {
    if (signal.aborted) return;
    await truth.transaction().execute(async (transaction) => {
      for (const { screenId, number, activeAtMs } of piece) {
        // proposed, pinned or told to be active since it was looked: that one stays
        let row = transaction.deleteFrom('releases').where('screenId', '=', screenId).where('number', '=', number);
        row = activeAtMs === null ? row.where('activeAtMs', 'is', null) : row;
        const gone = await row
          .where((is) =>
            is.not(is.exists(is.selectFrom('known_good').select('screenId').where('screenId', '=', screenId).where('number', '=', number))),
          )
          .returning(['screenId', 'number', 'publicationId', 'tree'])
          .execute();
        // a roll back must know what this screen once had
        if (gone.length > 0) await transaction.insertInto('collected_releases').values(gone).execute();
      }
    });
    await letOthersRun();
  }
  for (const piece of inPortions(gonePortal, portion)) await truth.deleteFrom('portal_releases').where('number', 'in', piece).execute();
}

/** Names and sizes of objects that no root reaches. */
async function unreachableObjects(truth: Kysely<TruthSchema>, { objects }: Reach): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (let after = ''; ;) {
    const rows = await truth
      .selectFrom('objects')
      .select('name')
      .select(sql<number>`length(bytes)`.as('sizeBytes'))
      .where('name', '>', after)
      .orderBy('name')
      .limit(namesRead)
      .execute();
    for (const { name, sizeBytes } of rows) if (!objects.has(name)) found.set(name, sizeBytes);
    const last = rows.at(-1);
    if (last === undefined || rows.length < namesRead) return found;
    after = last.name;
    await letOthersRun();
  }
}

/** Files that no root reaches and that did not come just now. */
async function unreachableMedia(store: BlobStore, { media }: Reach, untilMs: number): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const blob of await store.listAll()) {
    const hash = hashOf(blob);
    if (hash !== null && !media.has(hash) && blob.storedAtMs <= untilMs) found.set(hash, blob.sizeBytes);
  }
  return found;
}

function hashOf({ key }: StoredBlob): string | null {
  const hash = key.slice(3);
  return /^[0-9a-f]{64}$/.test(hash) && key === mediaKeyOf(hash) ? hash : null;
}

async function mark(
  { truth, signal }: CollectorWorld,
  kind: Kind,
  found: ReadonlyMap<string, number>,
  reach: Reach,
  sinceMs: number,
): Promise<void> {
  const reachable = kind === 'object' ? reach.objects : reach.media;
  const marked = await truth.selectFrom('unreachable').select('name').where('kind', '=', kind).execute();
  const again = marked.filter(({ name }) => reachable.has(name)).map(({ name }) => name);
  for (const piece of inPortions(again, portion))
    await truth.deleteFrom('unreachable').where('kind', '=', kind).where('name', 'in', piece).execute();
  const known = new Set(marked.map(({ name }) => name));
  const fresh = [...found.keys()].filter((name) => !known.has(name));
  for (const piece of inPortions(fresh, portion)) {
    if (signal.aborted) return;
    await truth
      .insertInto('unreachable')
      .values(piece.map((name) => ({ kind, name, sinceMs })))
      .onConflict((conflict) => conflict.columns(['kind', 'name']).doNothing())
      .execute();
    await letOthersRun();
  }
}

async function dueOf(
  truth: Kysely<TruthSchema>,
  kind: Kind,
  found: ReadonlyMap<string, number>,
  untilMs: number,
): Promise<Map<string, number>> {
  const marked = await truth.selectFrom('unreachable').select('name').where('kind', '=', kind).where('sinceMs', '<=', untilMs).execute();
  return new Map(marked.flatMap(({ name }) => (found.has(name) ? [[name, found.get(name) ?? 0] as const] : [])));
}

type Removed = { count: number; bytes: number };

async function removeObjects({ truth, signal }: CollectorWorld, due: ReadonlyMap<string, number>): Promise<Removed> {
  const removed = { count: 0, bytes: 0 };
  // nodes before what they name would be the wrong way round only for a reader, and nobody reads what nothing reaches
  for (const piece of inPortions([...due.keys()], portion)) {
    if (signal.aborted) return removed;
    const gone = await truth.transaction().execute(async (transaction) => {
      const names = await takeMarks(transaction, 'object', piece);
      if (names.length > 0) await transaction.deleteFrom('objects').where('name', 'in', names).execute();
      return names;
    });
    removed.count += gone.length;
    removed.bytes += gone.reduce((total, name) => total + (due.get(name) ?? 0), 0);
    await letOthersRun();
  }
  return removed;
}

/** The file goes while the mark is held: who wants the name again waits for this transaction, and then writes the file anew. */
async function removeMedia({ truth, media, signal }: CollectorWorld, due: ReadonlyMap<string, number>): Promise<Removed> {
  const removed = { count: 0, bytes: 0 };
  for (const [hash, sizeBytes] of due) {
    if (signal.aborted) return removed;
    const isGone = await truth.transaction().execute(async (transaction) => {
      if ((await takeMarks(transaction, 'media', [hash])).length === 0) return false;
      await transaction.deleteFrom('bundles').where('manifestHash', '=', hash).execute();
      await transaction.deleteFrom('bundle_files').where('hash', '=', hash).execute();
      await transaction.deleteFrom('media_files').where('hash', '=', hash).execute();
      await media.remove(mediaKeyOf(hash));
      return true;
    });
    if (!isGone) continue;
    removed.count += 1;
    removed.bytes += sizeBytes;
    await letOthersRun();
  }
  return removed;
}

/** Those that are still marked; their marks go. */
async function takeMarks(transaction: Transaction<TruthSchema>, kind: Kind, names: readonly string[]): Promise<readonly string[]> {
  const rows = await transaction.deleteFrom('unreachable').where('kind', '=', kind).where('name', 'in', names).returning('name').execute();
  return rows.map(({ name }) => name);
}
