import { searchedWords, type Media, type MediaRef } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import { likeOf } from '../../store/like-of.ts';
import { foreignOwner } from '../fleet/site-owned.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';

/** A file that is being ingested or was. */
export type MediaTable = {
  id: string;
  fileName: string;
  source: 'upload' | 'inbox';
  state: 'probing' | 'rendering' | 'ready' | 'failed';
  progressBp: number;
  problem: string | null;
  kind: 'image' | 'video' | 'pages' | 'bundle' | null;
  /** Of the bytes as they came; kept so that other renditions can be made of them. */
  originalHash: string;
  originalBytes: number;
  renditionHash: string | null;
  durationMs: number | null;
  thumbnailHash: string | null;
  /** Of a bundle's manifest. */
  bundleHash: string | null;
  /** Of a document. */
  pageCount: number | null;
  addedBy: string;
  addedAtMs: number;
  /** Its name, folded. */
  searched: string;
};

/** Files that we made and serve to everybody who knows their name. */
export type MediaFileTable = { hash: string; mime: MediaRef['mime']; sizeBytes: number; widthPx: number; heightPx: number };

export type MediaTables = { media: MediaTable; media_files: MediaFileTable };

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

function selectMedia(db: Db) {
  return db
    .selectFrom('media')
    .leftJoin('media_files as rendition', 'rendition.hash', 'media.renditionHash')
    .leftJoin('bundles as bundle', 'bundle.manifestHash', 'media.bundleHash')
    .selectAll('media')
    .select(['rendition.mime', 'rendition.sizeBytes', 'rendition.widthPx', 'rendition.heightPx'])
    .select(['bundle.manifestBytes', 'bundle.fileCount', 'bundle.totalBytes']);
}
type Row = Awaited<ReturnType<ReturnType<typeof selectMedia>['executeTakeFirstOrThrow']>>;

function mediaOf(row: Row): Media {
  const { mime, sizeBytes, widthPx, heightPx, renditionHash, bundleHash, manifestBytes, fileCount, totalBytes } = row;
  const isMade = renditionHash !== null && mime !== null && sizeBytes !== null && widthPx !== null && heightPx !== null;
  const isBundle = bundleHash !== null && manifestBytes !== null && fileCount !== null && totalBytes !== null;
  return {
    id: row.id as Media['id'],
    fileName: row.fileName,
    source: row.source,
    state: row.state,
    progressBp: row.progressBp,
    problem: row.problem,
    kind: row.kind,
    rendition: isMade ? { hash: renditionHash, mime, sizeBytes, widthPx, heightPx } : null,
    bundle: isBundle ? { manifest: { hash: bundleHash, sizeBytes: manifestBytes }, fileCount, totalBytes } : null,
    pages: row.pageCount === null ? null : { source: row.originalHash, count: row.pageCount },
    durationMs: row.durationMs,
    thumbnail: row.thumbnailHash,
    addedAtMs: row.addedAtMs,
  };
}

export type MediaFilter = {
  readonly search?: string | undefined;
  readonly kind?: NonNullable<MediaTable['kind']> | undefined;
  readonly state?: MediaTable['state'] | undefined;
  /** Whose files may be told beside the shared ones; null: of every site. */
  readonly siteIds: readonly string[] | null;
  /** Only those behind this place. */
  readonly before: readonly [number, string] | null;
  readonly most: number;
};

/** A page of what was ingested, newest first. */
export async function listMedia(db: Db, { search = '', kind, state, siteIds, before, most }: MediaFilter): Promise<readonly Media[]> {
  let select = selectMedia(db);
  for (const word of searchedWords(search)) select = select.where('media.searched', 'like', likeOf(word));
  if (kind !== undefined) select = select.where('media.kind', '=', kind);
  if (state !== undefined) select = select.where('media.state', '=', state);
  if (siteIds !== null) select = select.where((eb) => eb.not(eb.exists(foreignOwner(db, 'media', 'media.id', siteIds))));
  if (before !== null) select = select.where((eb) => eb(eb.refTuple('media.addedAtMs', 'media.id'), '<', eb.tuple(before[0], before[1])));
  return (await select.orderBy('media.addedAtMs', 'desc').orderBy('media.id', 'desc').limit(most).execute()).map(mediaOf);
}

export async function findMedia(db: Db, id: string): Promise<Media | null> {
  const row = await selectMedia(db).where('media.id', '=', id).executeTakeFirst();
  return row === undefined ? null : mediaOf(row);
}

export async function findMediaFile(db: Db, hash: string): Promise<MediaFileTable | null> {
  return (await db.selectFrom('media_files').selectAll().where('hash', '=', hash).executeTakeFirst()) ?? null;
}

/** What is not finished, oldest first: work for the ingest after a start. */
export async function listUnfinished(db: Db): Promise<readonly string[]> {
  const rows = await db.selectFrom('media').select('id').where('state', 'in', ['probing', 'rendering']).orderBy('id').execute();
  return rows.map((row) => row.id);
}

/** A ready ingest of the very same bytes; its rendition serves again. */
export async function findTwin(db: Db, originalHash: string): Promise<MediaTable | null> {
  return (
    (await db
      .selectFrom('media')
      .selectAll()
      .where('originalHash', '=', originalHash)
      .where('state', '=', 'ready')
      .orderBy('id')
      .executeTakeFirst()) ?? null
  );
}

export async function addMediaFile(db: Db, file: MediaRef): Promise<void> {
  await db
    .insertInto('media_files')
    .values({ hash: file.hash, mime: file.mime, sizeBytes: file.sizeBytes, widthPx: file.widthPx, heightPx: file.heightPx })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
}
