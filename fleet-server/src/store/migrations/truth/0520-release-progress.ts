import { sql, type Kysely } from 'kysely';

/** How far a publication is, is counted without reading its releases' documents. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create index releases_progress on releases (publicationId, screenId, state)`,
    // the first column of the new one
    sql`drop index releases_publication`,
  ];
  for (const statement of statements) await statement.execute(db);
}
