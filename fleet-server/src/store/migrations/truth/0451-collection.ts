import { sql, type Kysely } from 'kysely';

/** What no root reaches, since when; who may do a task that only one node does at a time. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table unreachable (
      kind text not null, name text not null, sinceMs integer not null, primary key (kind, name)) without rowid`,
    sql`create table leases (name text not null primary key, holder text not null, untilMs integer not null) without rowid`,
    // an object that goes is looked for among them
    sql`create index releases_tree on releases (tree)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
