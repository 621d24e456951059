import type { MediaPage, MediaRef } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { dwellOfPage } from '../content/dwell.ts';
import { addMediaFile } from '../media/store.ts';
import type { RenderedPage } from './render-pages.ts';

/** Pages of a file, by the hash of its bytes: the same file has the same pages however often it is uploaded. */
export type PagesTables = {
  pages: { source: string; number: number; renditionHash: string; thumbnailHash: string; text: string };
};

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

export async function addPages(db: Transaction<TruthSchema>, source: string, pages: readonly RenderedPage[]): Promise<void> {
  for (const { rendition, thumbnail } of pages) {
    await addMediaFile(db, rendition);
    await addMediaFile(db, thumbnail);
  }
  await db.deleteFrom('pages').where('source', '=', source).execute();
  const rows = pages.map(({ number, rendition, thumbnail, text }) => ({
    ...{ source, number, text },
    renditionHash: rendition.hash,
    thumbnailHash: thumbnail.hash,
  }));
  await db.insertInto('pages').values(rows).execute();
}

/** The pages of a file in their order; none where it is not a document, or is not ready. */
export async function listPages(db: Db, source: string): Promise<readonly MediaPage[]> {
  const rows = await db
    .selectFrom('pages')
    .innerJoin('media_files as rendition', 'rendition.hash', 'pages.renditionHash')
    .selectAll('pages')
    .select(['rendition.mime', 'rendition.sizeBytes', 'rendition.widthPx', 'rendition.heightPx'])
    .where('source', '=', source)
    .orderBy('number')
    .execute();
  return rows.map(({ number, renditionHash, thumbnailHash, text, mime, sizeBytes, widthPx, heightPx }): MediaPage => {
    const media: MediaRef = { hash: renditionHash, mime, sizeBytes, widthPx, heightPx };
    return { number, media, thumbnail: thumbnailHash, text, durationMs: dwellOfPage(text) };
  });
}
