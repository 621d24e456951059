import { sql, type Kysely } from 'kysely';

/** What was seen of an incident as values; whom a mail has come to; the first waiting message of each route by one look into an index. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`alter table incidents add column fact text`,
    sql`alter table notifications add column reached text not null default '[]'`,
    sql`create index notifications_head on notifications (routeId, id) where sentAtMs is null and givenUpAtMs is null`,
  ];
  for (const statement of statements) await statement.execute(db);
}
