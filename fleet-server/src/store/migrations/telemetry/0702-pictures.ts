import { sql, type Kysely } from 'kysely';

/** Pictures of screens: which there are, where the files lie, and why each is kept. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table pictures (screenId text not null, takenAtMs integer not null, hash text not null, mime text not null,
      sizeBytes integer not null, kept text not null, storedAtMs integer not null, primary key (screenId, takenAtMs, hash)) without rowid`,
    sql`create index pictures_stored on pictures (storedAtMs)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
