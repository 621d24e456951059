import { sql, type Kysely } from 'kysely';

/** Reports that go out by mail, and how the last sending of each went. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table report_schedules (id text not null primary key, kind text not null, every text not null, siteId text, language text not null,
    recipients text not null, isOn integer not null, revision integer not null, nextAtMs integer not null, lastAtMs integer, lastProblem text,
    createdAtMs integer not null) without rowid`.execute(db);
}
