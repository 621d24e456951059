import { sql, type Kysely } from 'kysely';

/** Publications, the releases they made and how far each has come. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table publications (
      id text not null primary key, note text not null, publishedBy text not null, publishedAtMs integer not null,
      unchangedCount integer not null) without rowid`,
    sql`create table releases (
      screenId text not null references screens (id), number integer not null,
      publicationId text not null references publications (id), tree text not null references objects (name),
      basis text not null, document text not null, state text not null, reason text, detail text,
      queuedAtMs integer not null, deliveredAtMs integer, preparedAtMs integer, activeAtMs integer, changedAtMs integer not null,
      primary key (screenId, number)) without rowid`,
    sql`create index releases_publication on releases (publicationId)`,
    sql`create table portal_releases (
      number integer not null primary key, publicationId text not null references publications (id),
      basis text not null, document text not null)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
