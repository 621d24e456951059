import { sql, type Kysely } from 'kysely';
import { dialectOf } from '../../dialect-of.ts';

/** Play records summed up by hour, so that a report of a year reads sums; what was stored before is summed up here. */
export async function up(db: Kysely<never>): Promise<void> {
  const entryId = dialectOf(db) === 'sqlite' ? sql`json_extract(record, '$.entryId')` : sql`record::json->>'entryId'`;
  const statements = [
    sql`create table play_hours (screenId text not null, hourMs integer not null, itemId text not null, entryId text not null,
      plays integer not null, shownMs integer not null, primary key (screenId, hourMs, itemId, entryId)) without rowid`,
    sql`insert into play_hours (screenId, hourMs, itemId, entryId, plays, shownMs)
      select screenId, fromMs - fromMs % 3600000, itemId, ${entryId}, count(*), sum(untilMs - fromMs)
      from play_records group by 1, 2, 3, 4`,
    sql`create index play_hours_hour on play_hours (hourMs)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
