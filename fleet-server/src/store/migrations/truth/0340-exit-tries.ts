import { sql, type Kysely } from 'kysely';

/** Tries to leave a kiosk that the audit has, so that each is there once. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table exit_tries (playerId text not null, id text not null, atMs integer not null, primary key (playerId, id))
    without rowid`.execute(db);
}
