import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { Clock } from '@gatecast/clock';
import type { Screenshot } from '@gatecast/protocol';
import type { Kysely, Selectable } from 'kysely';
import type { BlobStore } from '../../store/blob-store.ts';
import type { TelemetrySchema } from '../../store/telemetry-schema.ts';
import type { PictureTables } from './telemetry-tables.ts';

export type Picture = Selectable<PictureTables['pictures']>;

const hourMs = 3_600_000;
/** Clocks of nodes may differ by so much. */
const overlapMs = 15_000;

/**
 * Pictures of screens: rows in telemetry, files in the store of blobs, so that every node serves each. Of each screen the newest is kept, those
 * that somebody ordered, and the first of each hour.
 */
export type Screenshots = {
  readonly takenAtMs: (screenId: string) => number | null;
  /** Gives false where the bytes are not the picture that they claim to be. */
  readonly keep: (screenId: string, screenshot: Screenshot, reason: 'live' | 'ordered') => Promise<boolean>;
  /** `atMs`: the one taken nearest to that instant; null: the newest. */
  readonly read: (
    screenId: string,
    atMs: number | null,
  ) => Promise<{ readonly bytes: Buffer; readonly mime: string; readonly etag: string } | null>;
  /** When pictures of a half-open span were taken, in order of time. */
  readonly takenWithin: (screenId: string, fromMs: number, untilMs: number) => Promise<readonly number[]>;
  /** Reads what other nodes stored; gives the screens that have a newer one. */
  readonly reread: () => Promise<readonly string[]>;
};

export type PictureWorld = {
  readonly telemetry: Kysely<TelemetrySchema>;
  readonly store: BlobStore;
  readonly clock: Pick<Clock, 'nowMs'>;
};

export async function createScreenshots({ telemetry, store, clock }: PictureWorld): Promise<Screenshots> {
  const newest = new Map<string, number>();
  let rereadFromMs = 0;

  async function reread(): Promise<readonly string[]> {
    const nowMs = clock.nowMs();
    const rows = await telemetry
      .selectFrom('pictures')
      .where('storedAtMs', '>=', rereadFromMs)
      .select('screenId')
      .select((eb) => eb.fn.max('takenAtMs').as('takenAtMs'))
      .groupBy('screenId')
      .execute();
    rereadFromMs = nowMs - overlapMs;
    const newer = rows.filter(({ screenId, takenAtMs }) => takenAtMs > (newest.get(screenId) ?? 0));
    for (const { screenId, takenAtMs } of newer) newest.set(screenId, takenAtMs);
    return newer.map(({ screenId }) => screenId);
  }
  /** What was the newest until now stays where it is the first of its hour. Gives the pictures whose files go. */
  async function replace(picture: Picture): Promise<readonly Picture[]> {
    const { screenId } = picture;
    return telemetry.transaction().execute(async (transaction) => {
      const before = await transaction
        .selectFrom('pictures')
        .selectAll()
        .where('screenId', '=', screenId)
        .where('kept', '=', 'live')
        .orderBy('takenAtMs')
        .execute();
      const gone: Picture[] = [];
      for (const live of before) {
        if (live.takenAtMs === picture.takenAtMs && live.hash === picture.hash) continue;
        const own = transaction.selectFrom('pictures').where('screenId', '=', screenId);
        const fromMs = Math.floor(live.takenAtMs / hourMs) * hourMs;
        const ofHour = await own
          .select('takenAtMs')
          .where('kept', '=', 'hour')
          .where('takenAtMs', '>=', fromMs)
          .where('takenAtMs', '<', fromMs + hourMs)
          .executeTakeFirst();
        const key = [live.takenAtMs, live.hash] as const;
        if (ofHour === undefined)
          await transaction
            .updateTable('pictures')
            .set({ kept: 'hour' })
            .where('screenId', '=', screenId)
            .where('takenAtMs', '=', key[0])
            .where('hash', '=', key[1])
            .execute();
        else {
          await removeRow(transaction, live);
          gone.push(live);
        }
      }
      const isOrdered = picture.kept === 'ordered';
      await transaction
        .insertInto('pictures')
        .values(picture)
        .onConflict((conflict) =>
          conflict.columns(['screenId', 'takenAtMs', 'hash']).doUpdateSet(isOrdered ? { kept: 'ordered' } : { mime: picture.mime }),
        )
        .execute();
      return gone;
    });
  }
  async function find(screenId: string, atMs: number | null): Promise<Picture | undefined> {
    const own = telemetry.selectFrom('pictures').selectAll().where('screenId', '=', screenId);
    const before = own.orderBy('takenAtMs', 'desc').orderBy('storedAtMs', 'desc').orderBy('kept', 'desc');
    if (atMs === null) return before.executeTakeFirst();
    const [earlier, later] = [
      await before.where('takenAtMs', '<=', atMs).executeTakeFirst(),
      await own.where('takenAtMs', '>', atMs).orderBy('takenAtMs').executeTakeFirst(),
    ];
    if (earlier === undefined || later === undefined) return earlier ?? later;
    return later.takenAtMs - atMs < atMs - earlier.takenAtMs ? later : earlier;
  }
  await reread();
  return {
    takenAtMs: (screenId) => newest.get(screenId) ?? null,
    async keep(screenId, { bytes, takenAtMs: saidMs }, reason) {
      const mime = pictureType(bytes);
      if (mime === null) return false;
      const storedAtMs = clock.nowMs();
      // nothing is seen before it is there, whatever the device's clock says
      const takenAtMs = Math.min(saidMs, storedAtMs);
      const hash = createHash('sha256').update(bytes).digest('hex');
      const picture: Picture = { screenId, takenAtMs, hash, mime, sizeBytes: bytes.byteLength, kept: reason, storedAtMs };
      // the file before its row; not synced: a watched wall brings ten pictures a second, and the next one is seconds away
      await store.write(pictureKeyOf(picture), bytes, { isEvidence: reason === 'ordered' });
      const gone = await replace(picture);
      newest.set(screenId, Math.max(newest.get(screenId) ?? 0, takenAtMs));
      for (const one of gone) await store.remove(pictureKeyOf(one));
      return true;
    },
    async read(screenId, atMs) {
      // the newest may be replaced between its row and its file
      for (let tries = 0; tries < 3; tries++) {
        const picture = await find(screenId, atMs);
        if (picture === undefined) return null;
        const bytes = await store.readAll(pictureKeyOf(picture));
        // by the bytes: the instant is the player's word, and two pictures may claim the same one
        if (bytes !== null) return { bytes, mime: picture.mime, etag: `"${Buffer.from(picture.hash, 'hex').toString('base64url')}"` };
      }
      return null;
    },
    async takenWithin(screenId, fromMs, untilMs) {
      const rows = await telemetry
        .selectFrom('pictures')
        .select('takenAtMs')
        .where('screenId', '=', screenId)
        .where('takenAtMs', '>=', fromMs)
        .where('takenAtMs', '<', untilMs)
        .orderBy('takenAtMs')
        .execute();
      return rows.map(({ takenAtMs }) => takenAtMs);
    },
    reread,
  };
}

/** Where a picture's file lies. */
export function pictureKeyOf({ screenId, takenAtMs, hash, mime }: Pick<Picture, 'screenId' | 'takenAtMs' | 'hash' | 'mime'>): string {
  return `${screenId}/${takenAtMs}-${hash.slice(0, 16)}.${mime === 'image/jpeg' ? 'jpg' : 'webp'}`;
}

/** Takes the row of a picture away; gives false where another node did. */
export async function removeRow(
  db: Pick<Kysely<TelemetrySchema>, 'deleteFrom'>,
  { screenId, takenAtMs, hash }: Pick<Picture, 'screenId' | 'takenAtMs' | 'hash'>,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('pictures')
    .where('screenId', '=', screenId)
    .where('takenAtMs', '=', takenAtMs)
    .where('hash', '=', hash)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Pictures of a server from before there were rows of them: one file a screen, in a folder of this machine. */
export async function adoptOldPictures(folder: string, screenshots: Pick<Screenshots, 'keep'>): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const { name: screenId, ext } = parse(entry.name);
    const path = join(folder, entry.name);
    // a crash came in the middle of one
    if (entry.isFile() && ext === '.tmp') await rm(path, { force: true });
    if (!entry.isFile() || (ext !== '.jpg' && ext !== '.webp')) continue;
    const takenAtMs = Math.round((await stat(path)).mtimeMs);
    const mime = ext === '.jpg' ? 'image/jpeg' : 'image/webp';
    await screenshots.keep(screenId, { commandId: null, takenAtMs, mime, bytes: await readFile(path) }, 'live');
    await rm(path, { force: true });
  }
}

/** By content: JPEG's start of image (ITU T.81) or WebP's RIFF header (RFC 9649). */
function pictureType(bytes: Uint8Array): Picture['mime'] | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length > 16 && buffer[0] === 0xff && buffer[1] === 0xd8 && buffer[2] === 0xff) return 'image/jpeg';
  if (buffer.length > 16 && buffer.toString('latin1', 0, 4) === 'RIFF' && buffer.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
  return null;
}
