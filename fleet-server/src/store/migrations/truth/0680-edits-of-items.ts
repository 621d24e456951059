import { sql, type Kysely } from 'kysely';

/** Counts edits of what an item says of itself, so that nobody overwrites another's unseen. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table items add column edits integer not null default 0`.execute(db);
}
