import { sql, type Kysely } from 'kysely';

/** What each person has done with the guides of the controller. Whoever has an account already knows their way: they are offered no tour. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table guides (userId text not null primary key references "user" (id) on delete cascade,
      tourEndedAtMs integer, checklistHiddenAtMs integer) without rowid`,
    sql`insert into guides (userId, tourEndedAtMs, checklistHiddenAtMs) select id, 0, null from "user"`,
  ];
  for (const statement of statements) await statement.execute(db);
}
