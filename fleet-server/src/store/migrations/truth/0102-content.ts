import { sql, type Kysely } from 'kysely';

/** Objects by name, suppliers, items and every revision of their variants. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table objects (name text not null primary key, bytes blob not null) without rowid`,
    sql`create table suppliers (id text not null primary key, name text not null unique)`,
    sql`create table items (
      id text not null primary key, kind text not null, title text not null, category text not null,
      supplierId text not null references suppliers (id), validFromMs integer, validUntilMs integer,
      missing text not null, leadLanguage text, changedAtMs integer not null)`,
    sql`create table variant_revisions (
      itemId text not null references items (id), language text not null, revision integer not null,
      leadRevision integer not null, review text not null, document text not null, content text not null,
      durationMs integer not null, validFromMs integer, validUntilMs integer,
      authorId text not null, contributorIds text not null, reviewerId text, reviewNote text not null,
      changedAtMs integer not null, primary key (itemId, language, revision)) without rowid`,
  ];
  for (const statement of statements) await statement.execute(db);
}
