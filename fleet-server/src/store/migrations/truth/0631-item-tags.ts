import { sql, type Kysely } from 'kysely';

/** Words by which items are found together. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table item_tags (itemId text not null references items (id) on delete cascade, tag text not null,
      primary key (itemId, tag)) without rowid`,
    sql`create index item_tags_by_tag on item_tags (tag, itemId)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
