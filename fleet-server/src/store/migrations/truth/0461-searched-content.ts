import { foldedText } from '@gatecast/protocol';
import { sql, type Kysely } from 'kysely';

/** What a search for items and files looks at: their names without case and diacritics, which no database folds for us. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table items add column searched text not null default ''`.execute(db);
  await sql`alter table media add column searched text not null default ''`.execute(db);
  const items = await sql<{ id: string; words: string }>`select items.id as id, items.title || ' ' || items.category || ' ' || items.kind
    || ' ' || suppliers.name as words from items join suppliers on suppliers.id = items.supplierId`.execute(db);
  for (const { id, words } of items.rows) await sql`update items set searched = ${foldedText(words)} where id = ${id}`.execute(db);
  const media = await sql<{ id: string; words: string }>`select id, fileName as words from media`.execute(db);
  for (const { id, words } of media.rows) await sql`update media set searched = ${foldedText(words)} where id = ${id}`.execute(db);
  await sql`create index items_changed on items (changedAtMs, id)`.execute(db);
  await sql`create index media_added on media (addedAtMs, id)`.execute(db);
}
