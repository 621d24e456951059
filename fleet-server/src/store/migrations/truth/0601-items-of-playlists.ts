import { sql, type Kysely } from 'kysely';

/** Which playlists have an item in a slot, so that unused items are found without reading every playlist. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table playlist_items (
    itemId text not null, playlistId text not null references playlists (id), primary key (itemId, playlistId))`.execute(db);
  await sql`create index playlist_items_of on playlist_items (playlistId)`.execute(db);
  const { rows } = await sql<{ id: string; slots: string }>`select id, slots from playlists`.execute(db);
  for (const { id, slots } of rows) {
    const held = JSON.parse(slots) as readonly { readonly kind: string; readonly itemId?: string }[];
    for (const itemId of new Set(held.flatMap((slot) => slot.itemId ?? [])))
      await sql`insert into playlist_items (itemId, playlistId) values (${itemId}, ${id})`.execute(db);
  }
}
