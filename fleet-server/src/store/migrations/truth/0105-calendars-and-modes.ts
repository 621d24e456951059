import { sql, type Kysely } from 'kysely';
import { overlayLayouts } from '../../../features/schedule/built-in-layouts.ts';

/** Calendars, exceptions of dayparts, modes and turns of entries, the layouts of overlays, and screens that a publication passed over. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table calendars (
      id text not null primary key, name text not null, dates text not null, revision integer not null, changedAtMs integer not null)`,
    sql`alter table dayparts add column exceptions text not null default '[]'`,
    sql`alter table dayparts add column revision integer not null default 1`,
    sql`alter table entries add column mode text not null default 'replace'`,
    sql`alter table entries add column turnMs integer`,
    sql`alter table entries add column shareBp integer`,
    sql`alter table entries add column isAlone integer not null default 0`,
    sql`alter table entries add column calendarIds text not null default '[]'`,
    sql`alter table entries add column exceptCalendarIds text not null default '[]'`,
    sql`alter table publications add column refused text not null default '[]'`,
    ...overlayLayouts.map(
      ({ id, key, name, regions }) =>
        sql`insert into layouts (id, key, name, regions) values (${id}, ${key}, ${name}, ${JSON.stringify(regions)})`,
    ),
  ];
  for (const statement of statements) await statement.execute(db);
}
