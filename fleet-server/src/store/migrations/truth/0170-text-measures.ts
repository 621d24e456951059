import { sql, type Kysely } from 'kysely';

/** How much room a variant's words take. Null for what was written before: nothing is said of those. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table variant_revisions add column textMeasure text`.execute(db);
}
