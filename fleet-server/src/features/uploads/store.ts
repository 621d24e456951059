import { uploadLimits, type Upload } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { findMedia } from '../media/store.ts';

/** A file that somebody sends in parts. */
export type UploadTable = {
  id: string;
  /** Nobody else finds it. */
  userId: string;
  siteId: string | null;
  fileName: string;
  sizeBytes: number;
  fingerprint: string;
  /** The end of the last part: parts follow one another without a gap. */
  offsetBytes: number;
  /** Of the last part, or of the beginning. */
  changedAtMs: number;
  /** What it became; null: it is not finished. */
  mediaId: string | null;
};
/** Bytes that are in the store of uploads, under the name that `partKeyOf` makes. */
export type UploadPartTable = { uploadId: string; fromByte: number; sizeBytes: number; hash: string };
export type UploadTables = { uploads: UploadTable; upload_parts: UploadPartTable };

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

/** The folder of an upload's parts, which it shares with others: their number stays bounded. An id of version 7 ends by chance. */
export function folderOf(uploadId: string): string {
  return uploadId.slice(-2);
}

/** Where the bytes of a part lie. With its hash, so that of two who send to one place neither writes over the other. */
export function partKeyOf({ uploadId, fromByte, hash }: Pick<UploadPartTable, 'uploadId' | 'fromByte' | 'hash'>): string {
  return `${folderOf(uploadId)}/${uploadId}-${fromByte}-${hash}`;
}

/** The upload that a key of a part names. */
export function uploadIdOf(key: string): string {
  return key.slice(3, 39);
}

/** From when on a row is expired: what changed last at this instant or before. */
export function expiredAt(nowMs: number): number {
  return nowMs - uploadLimits.keptMs;
}

export async function uploadOf(db: Db, row: UploadTable): Promise<Upload> {
  return {
    id: row.id as Upload['id'],
    fileName: row.fileName,
    sizeBytes: row.sizeBytes,
    offsetBytes: row.offsetBytes,
    expiresAtMs: row.changedAtMs + uploadLimits.keptMs,
    media: row.mediaId === null ? null : await findMedia(db, row.mediaId),
  };
}

/** Somebody's own upload that is not expired; null: there is none. */
export async function findUpload(db: Db, id: string, userId: string, nowMs: number): Promise<UploadTable | null> {
  const row = await db
    .selectFrom('uploads')
    .selectAll()
    .where('id', '=', id)
    .where('userId', '=', userId)
    .where('changedAtMs', '>', expiredAt(nowMs))
    .executeTakeFirst();
  return row ?? null;
}

/** Somebody's own uploads that are neither finished nor expired, oldest first. */
export async function listUploads(db: Db, userId: string, nowMs: number): Promise<readonly UploadTable[]> {
  return db
    .selectFrom('uploads')
    .selectAll()
    .where('userId', '=', userId)
    .where('mediaId', 'is', null)
    .where('changedAtMs', '>', expiredAt(nowMs))
    .orderBy('id')
    .execute();
}

export async function listParts(db: Db, uploadId: string): Promise<readonly UploadPartTable[]> {
  return db.selectFrom('upload_parts').selectAll().where('uploadId', '=', uploadId).orderBy('fromByte').execute();
}

export async function findPart(db: Db, uploadId: string, fromByte: number): Promise<UploadPartTable | null> {
  const row = await db
    .selectFrom('upload_parts')
    .selectAll()
    .where('uploadId', '=', uploadId)
    .where('fromByte', '=', fromByte)
    .executeTakeFirst();
  return row ?? null;
}

/** Writes down a part whose bytes are stored; false where it does not stand at the end any more, or the upload is finished or gone. */
export async function addPart(truth: Kysely<TruthSchema>, part: UploadPartTable, nowMs: number): Promise<boolean> {
  return truth.transaction().execute(async (transaction) => {
    const moved = await transaction
      .updateTable('uploads')
      .set({ offsetBytes: part.fromByte + part.sizeBytes, changedAtMs: nowMs })
      .where('id', '=', part.uploadId)
      .where('offsetBytes', '=', part.fromByte)
      .where('mediaId', 'is', null)
      .executeTakeFirst();
    if (moved.numUpdatedRows === 0n) return false;
    await transaction.insertInto('upload_parts').values(part).execute();
    return true;
  });
}

/** Forgets what was written down from a place on, so that it is sent once more. */
export async function dropPartsFrom(truth: Kysely<TruthSchema>, uploadId: string, fromByte: number): Promise<void> {
  await truth.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('uploads')
      .set({ offsetBytes: fromByte })
      .where('id', '=', uploadId)
      .where('offsetBytes', '>', fromByte)
      .execute();
    await transaction.deleteFrom('upload_parts').where('uploadId', '=', uploadId).where('fromByte', '>=', fromByte).execute();
  });
}
