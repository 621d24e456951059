import { sql, type Kysely, type Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';
import type { ReviewState } from './review.ts';

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;
const itemId = () => sql.ref<string>('items.id');
const leadLanguage = () => sql.ref<string>('items.leadLanguage');

// For a query's `exists` over `items`: each finds something where its condition holds.

/** Variants whose newest revision stands so; `stale`: approved, and the lead language has a newer approved text than it translates. */
export function variantsAt(db: Db, state: ReviewState | 'stale') {
  const newest = db
    .selectFrom('variant_revisions as v')
    .select('v.itemId')
    .where('v.itemId', '=', itemId())
    .where('v.review', '=', state === 'stale' ? 'approved' : state)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('variant_revisions as later')
            .select('later.revision')
            .whereRef('later.itemId', '=', 'v.itemId')
            .whereRef('later.language', '=', 'v.language')
            .whereRef('later.revision', '>', 'v.revision'),
        ),
      ),
    );
  if (state !== 'stale') return newest;
  return newest
    .where('v.language', '!=', 'zxx')
    .where('v.language', '!=', leadLanguage())
    .where('v.leadRevision', '<', (eb) =>
      eb
        .selectFrom('variant_revisions as lead')
        .select((of) => of.fn.max('lead.revision').as('revision'))
        .whereRef('lead.itemId', '=', 'v.itemId')
        .where('lead.language', '=', leadLanguage())
        .where('lead.review', '=', 'approved'),
    );
}

/** Variants in a language, or without words, which serve every language. */
export function variantsIn(db: Db, language: string) {
  return db
    .selectFrom('variant_revisions as v')
    .select('v.itemId')
    .where('v.itemId', '=', itemId())
    .where('v.language', 'in', [language, 'zxx']);
}

/** Playlists that have the item in a slot. */
export function playlistsWith(db: Db) {
  return db.selectFrom('playlist_items as p').select('p.playlistId').where('p.itemId', '=', itemId());
}

/** The tag, where the item has it. */
export function tagged(db: Db, tag: string) {
  return db.selectFrom('item_tags as t').select('t.tag').where('t.itemId', '=', itemId()).where('t.tag', '=', tag);
}
