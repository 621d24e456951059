import { sql, type Kysely } from 'kysely';

/** How a site's players may use its network; JSON, null where nobody has said anything. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table sites add column downloads text`.execute(db);
}
