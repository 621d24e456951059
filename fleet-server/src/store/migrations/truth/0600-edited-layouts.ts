import { sql, type Kysely } from 'kysely';

/** Layouts are drawn by people: for screens of which shape, in which revision, changed when. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`alter table layouts add column aspect text not null default '16:9'`,
    sql`alter table layouts add column revision integer not null default 1`,
    sql`alter table layouts add column changedAtMs integer not null default 0`,
    sql`update layouts set aspect = '9:16' where key = 'portrait-ticker'`,
    sql`update layouts set aspect = '32:9' where key = 'bar-clock'`,
  ];
  for (const statement of statements) await statement.execute(db);
}
