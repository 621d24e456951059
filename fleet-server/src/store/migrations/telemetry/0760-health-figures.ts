import { sql, type Kysely } from 'kysely';

const figures = ['freeBytes', 'freeMemoryBp', 'memoryBytes', 'temperatureDeciC', 'clockOffsetMs'];

/** Figures of heartbeats beside the state of each minute, and rolled up to hours and days. */
export async function up(db: Kysely<never>): Promise<void> {
  const rolled = figures.flatMap((figure) => ['Low', 'Mean', 'High', 'Count'].map((of) => `${figure}${of} integer`)).join(', ');
  const statements = [
    ...figures.map((figure) => sql.raw(`alter table health_minutes add column ${figure} integer`)),
    sql.raw(`create table health_figure_hours (screenId text not null, hourMs integer not null, ${rolled},
      primary key (screenId, hourMs)) without rowid`),
    sql`create index health_figure_hours_hour on health_figure_hours (hourMs)`,
    sql.raw(`create table health_figure_days (screenId text not null, day text not null, ${rolled},
      primary key (screenId, day)) without rowid`),
  ];
  for (const statement of statements) await statement.execute(db);
}
