import { sql, type Kysely } from 'kysely';

/** The hour of the day at which a report is mailed; all that were scheduled before go out at six, as they did. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table report_schedules add column atHour integer not null default 6`.execute(db);
}
