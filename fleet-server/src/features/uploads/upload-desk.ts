import type { IncomingMessage } from 'node:http';
import { rm } from 'node:fs/promises';
import { uploadLimits, type Media, type Upload } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome, type Refusal } from '../../http/outcome.ts';
import { holdLease } from '../collection/lease.ts';
import { displayName } from '../media/display-name.ts';
import type { Ingest } from '../media/ingest.ts';
import type { MediaFiles } from '../media/media-files.ts';
import { findMedia } from '../media/store.ts';
import { joinParts } from './join-parts.ts';
import {
  addPart,
  dropPartsFrom,
  expiredAt,
  findPart,
  findUpload,
  folderOf,
  listParts,
  listUploads,
  partKeyOf,
  uploadIdOf,
  uploadOf,
  type UploadTable,
} from './store.ts';

class Overtaken extends Error {}

type NewUpload = Pick<UploadTable, 'userId' | 'siteId' | 'fileName' | 'sizeBytes' | 'fingerprint'>;

/**
 * Keeps what came of files until they are whole. Invariants: what a row says is here is here (bytes are stored before the row that names
 * them), parts follow one another without a gap, and nothing is known in memory only, so that any node goes on after any other.
 */
export type UploadDesk = Pick<AppContext, 'truth' | 'clock'> & {
  readonly limitBytes: number;
  readonly find: (id: string, userId: string) => Promise<UploadTable | null>;
  /** The unfinished one of the same file, or a new one; null: this person has too many. */
  readonly begin: (wanted: NewUpload) => Promise<UploadTable | null>;
  readonly addPart: (
    row: UploadTable,
    place: { readonly fromByte: number; readonly sha256?: string | undefined },
    body: IncomingMessage,
  ) => Promise<Outcome<Upload>>;
  readonly finish: (row: UploadTable) => Promise<Outcome<Media>>;
  readonly end: (row: Pick<UploadTable, 'id'>) => Promise<void>;
};

export function createUploadDesk(
  { truth, clock, blobs, newId }: Pick<AppContext, 'truth' | 'clock' | 'blobs' | 'newId'>,
  { ingest, files, limitBytes }: { readonly ingest: Ingest; readonly files: MediaFiles; readonly limitBytes: number },
): UploadDesk {
  const find = async (id: string, userId: string) => findUpload(truth, id, userId, clock.nowMs());

  async function removeBlobs(id: string): Promise<void> {
    for (const { key } of await blobs.uploads.list(folderOf(id))) if (uploadIdOf(key) === id) await blobs.uploads.remove(key);
  }

  async function begin(wanted: NewUpload): Promise<UploadTable | null> {
    const nowMs = clock.nowMs();
    await truth
      .deleteFrom('uploads')
      .where('userId', '=', wanted.userId)
      .where('mediaId', 'is', null)
      .where('changedAtMs', '<=', expiredAt(nowMs))
      .execute();
    const isSame = (row: UploadTable) =>
      row.fingerprint === wanted.fingerprint && row.sizeBytes === wanted.sizeBytes && row.siteId === wanted.siteId;
    const unfinished = await listUploads(truth, wanted.userId, nowMs);
    const found = unfinished.find(isSame);
    if (found !== undefined) return found;
    if (unfinished.length >= uploadLimits.unfinished) return null;
    const { userId, siteId, sizeBytes, fingerprint } = wanted;
    const row = { id: newId(), userId, siteId, fileName: displayName(wanted.fileName), sizeBytes, fingerprint, offsetBytes: 0 };
    await truth
      .insertInto('uploads')
      .values({ ...row, changedAtMs: nowMs, mediaId: null })
      // two pages began it at once: the other one's is this one's too
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return (await listUploads(truth, userId, nowMs)).find(isSame) ?? null;
  }

  async function receivePart(
    row: UploadTable,
    { fromByte, sha256 }: { readonly fromByte: number; readonly sha256?: string | undefined },
    body: IncomingMessage,
  ): Promise<Outcome<Upload>> {
    if (row.mediaId !== null) return refuse('wrong-state', 'this upload is finished');
    const stored = fromByte < row.offsetBytes ? await findPart(truth, row.id, fromByte) : null;
    if (fromByte !== row.offsetBytes && stored === null) return astray(row);
    const left = row.sizeBytes - fromByte;
    const most = Math.min(uploadLimits.partBytes, left);
    const tooLarge = refuse('too-large', `a part may have ${most} bytes here`, { field: 'body', limit: most });
    if (Number(body.headers['content-length'] ?? 0) > most) return tooLarge;
    const received = await files.receive(body, most);
    if (received.kind === 'too-large') return tooLarge;
    const { path, hash, sizeBytes } = received;
    try {
      if (sizeBytes === 0 || (sizeBytes < left && sizeBytes < uploadLimits.smallestPartBytes))
        return refuse('bad-input', `body: a part that is not the last has ${uploadLimits.smallestPartBytes} bytes at least`, {
          ...{ field: 'body', limit: uploadLimits.smallestPartBytes },
        });
      if (sha256 !== undefined && sha256 !== hash)
        return refuse('bad-input', 'query.sha256: the part did not come as it was sent', { field: 'query.sha256' });
      const part = { uploadId: row.id, fromByte, sizeBytes, hash };
      if (stored !== null) return stored.hash === hash ? ok(await uploadOf(truth, row)) : astray(row);
      await blobs.uploads.adopt(partKeyOf(part), path, sizeBytes);
      if (await addPart(truth, part, clock.nowMs())) return await standing(row);
      // somebody was quicker: with the same part, with another one, or with calling it off
      const now = await find(row.id, row.userId);
      if (now !== null && (await findPart(truth, row.id, fromByte))?.hash === hash) return ok(await uploadOf(truth, now));
      await blobs.uploads.remove(partKeyOf(part));
      return now === null ? gone() : astray(now);
    } finally {
      await rm(path, { force: true });
    }
  }

  async function standing({ id, userId }: UploadTable): Promise<Outcome<Upload>> {
    const now = await find(id, userId);
    return now === null ? gone() : ok(await uploadOf(truth, now));
  }

  async function join(row: UploadTable): Promise<Outcome<Media>> {
    const joined = await joinParts(blobs.uploads, files, await listParts(truth, row.id));
    if (joined.kind === 'damaged') {
      await dropPartsFrom(truth, row.id, joined.fromByte);
      return astray({ ...row, offsetBytes: joined.fromByte });
    }
    const { fileName, userId: actor, siteId } = row;
    const offered = await ingest.offer({
      ...{ path: joined.path, hash: joined.hash, sizeBytes: joined.sizeBytes, fileName, source: 'upload', actor, siteId },
      // one transaction with the file's own row: asked twice, it is still one file, and called off meanwhile, none
      async alongside(transaction, mediaId) {
        const finished = transaction.updateTable('uploads').set({ mediaId, changedAtMs: clock.nowMs() });
        const { numUpdatedRows } = await finished.where('id', '=', row.id).where('mediaId', 'is', null).executeTakeFirst();
        if (numUpdatedRows === 0n) throw new Overtaken('the upload was called off or finished by another node');
        await transaction.deleteFrom('upload_parts').where('uploadId', '=', row.id).execute();
      },
    });
    switch (offered.kind) {
      case 'taken':
        await removeBlobs(row.id);
        return ok(offered.media);
      case 'refused':
        // sent again it would be no better
        await end(row);
        return refuse('bad-file', offered.problem, { field: 'body', ...(offered.limit === undefined ? {} : { limit: offered.limit }) });
      case 'unjudged':
        return refuse('internal', offered.problem);
    }
  }

  async function end({ id }: Pick<UploadTable, 'id'>): Promise<void> {
    await truth.deleteFrom('uploads').where('id', '=', id).execute();
    await removeBlobs(id);
  }

  return {
    truth,
    clock,
    limitBytes,
    find,
    begin,
    end,
    async addPart(row, place, body) {
      try {
        return await receivePart(row, place, body);
      } catch (fault) {
        // the caller is gone: nobody reads this, and nothing failed here
        if (body.destroyed && !body.complete) return refuse('bad-input', 'the part broke off', { field: 'body' });
        throw fault;
      }
    },
    async finish(row) {
      const before = row.mediaId === null ? null : await findMedia(truth, row.mediaId);
      if (before !== null) return ok(before);
      const lease = await holdLease(truth, `upload ${row.id}`, newId(), clock);
      if (lease === null) return refuse('wrong-state', 'this upload is being finished; ask again', { retryAfterMs: 1_000 });
      try {
        const now = await find(row.id, row.userId);
        if (now === null) return gone();
        const media = now.mediaId === null ? null : await findMedia(truth, now.mediaId);
        if (media !== null) return ok(media);
        return now.offsetBytes < now.sizeBytes ? astray(now) : await join(now);
      } catch (fault) {
        if (!(fault instanceof Overtaken)) throw fault;
        return refuse('wrong-state', 'this upload was called off or finished meanwhile', { retryAfterMs: 1_000 });
      } finally {
        await lease.release();
      }
    },
  };
}

function gone(): Refusal {
  return refuse('not-found', 'no such upload, or it is more than a day old');
}

/** Where the next part begins, to who means another place. */
function astray({ offsetBytes }: UploadTable): Refusal {
  return refuse('wrong-state', `the first ${offsetBytes} bytes are here; the next part begins there`, {
    ...{ field: 'query.fromByte', limit: offsetBytes },
  });
}
