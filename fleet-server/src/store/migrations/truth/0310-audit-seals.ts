import { sql, type Kysely } from 'kysely';

/** The chain over the audit's rows, and its signed heads. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table audit_seals (position integer not null primary key, sequence integer not null unique, hash text not null)`,
    sql`create table audit_heads (position integer not null primary key, document text not null)`,
    sql`create index audit_by_actor on audit (actor)`,
    sql`create index audit_by_site on audit (siteId)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
