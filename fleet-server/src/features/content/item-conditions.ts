import { sql, type Kysely, type Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;
const itemId = () => sql.ref<string>('items.id');

// For a query's `exists` over `items`: each finds something where its condition holds.

/** Playlists that have the item in a slot. */
export function playlistsWith(db: Db) {
  return db.selectFrom('playlist_items as p').select('p.playlistId').where('p.itemId', '=', itemId());
}

/** The tag, where the item has it. */
export function tagged(db: Db, tag: string) {
  return db.selectFrom('item_tags as t').select('t.tag').where('t.itemId', '=', itemId()).where('t.tag', '=', tag);
}
