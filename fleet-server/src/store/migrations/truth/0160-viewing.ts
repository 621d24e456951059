import { sql, type Kysely } from 'kysely';

/** From where a screen is read, as JSON. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table screens add column viewing text`.execute(db);
}
