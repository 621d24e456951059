import { sql, type Kysely } from 'kysely';

/** An alert may take the place of another. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`alter table alerts add column updatesId text references alerts (id)`,
    sql`create index alerts_by_updated on alerts (updatesId)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
