import { sql, type Kysely } from 'kysely';

/** Files that enrol a device without a code: what was made, and what came of it; never the token. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table pre_enrolments (id text not null primary key, screenId text not null references screens (id),
    ticket text not null unique, servers text not null, replaces integer not null, madeBy text not null, madeAtMs integer not null,
    expiresAtMs integer not null, usedAtMs integer, playerId text, revokedAtMs integer) without rowid`.execute(db);
  await sql`create index pre_enrolments_by_screen on pre_enrolments (screenId)`.execute(db);
}
