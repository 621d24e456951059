import { sql, type Kysely } from 'kysely';

/** How screens were, by minutes, and rolled up to hours and days. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table health_minutes (screenId text not null, minuteMs integer not null, state text not null,
      primary key (screenId, minuteMs)) without rowid`,
    sql`create index health_minutes_minute on health_minutes (minuteMs)`,
    sql`create table health_hours (screenId text not null, hourMs integer not null, healthy integer not null, impaired integer not null,
      offline integer not null, primary key (screenId, hourMs)) without rowid`,
    sql`create index health_hours_hour on health_hours (hourMs)`,
    sql`create table health_days (screenId text not null, day text not null, healthy integer not null, impaired integer not null,
      offline integer not null, primary key (screenId, day)) without rowid`,
  ];
  for (const statement of statements) await statement.execute(db);
}
