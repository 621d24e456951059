import type { Kysely } from 'kysely';
import type { BlobStore } from '../../store/blob-store.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { expiredAt, uploadIdOf } from './store.ts';

export type ExpiredUploads = { readonly count: () => Promise<number>; readonly remove: () => Promise<number> };

/**
 * Uploads that nobody went on with for a day, and bytes of parts that no row names (a server died between the two): `remove` takes them
 * away and tells how many uploads they were.
 */
export function expiredUploads(truth: Kysely<TruthSchema>, store: BlobStore, nowMs: number): ExpiredUploads {
  const untilMs = expiredAt(nowMs);
  return {
    async count() {
      const { count } = await truth
        .selectFrom('uploads')
        .select((is) => is.fn.countAll<number>().as('count'))
        .where('changedAtMs', '<=', untilMs)
        .executeTakeFirstOrThrow();
      return count;
    },
    async remove() {
      const removed = await truth.deleteFrom('uploads').where('changedAtMs', '<=', untilMs).executeTakeFirst();
      const kept = new Set((await truth.selectFrom('uploads').select('id').execute()).map(({ id }) => id));
      for (const { key, storedAtMs } of await store.listAll())
        if (storedAtMs <= untilMs && !kept.has(uploadIdOf(key))) await store.remove(key);
      return Number(removed.numDeletedRows);
    },
  };
}
