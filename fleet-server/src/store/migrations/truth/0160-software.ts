import { sql, type Kysely } from 'kysely';

/** What is announced to players as the newest software: one row at most, with the signed document as it came. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table software_announcement (
    id integer not null primary key check (id = 1), document text not null, stage text not null, announcedAtMs integer not null)`.execute(
    db,
  );
}
