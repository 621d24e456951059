import { sql, type Kysely } from 'kysely';

/** Pictures of sites and areas, and where screens stand on them. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table site_plans (id text not null primary key, siteId text not null references sites (id), areaId text references areas (id),
      mediaId text not null references media (id), revision integer not null, changedAtMs integer not null) without rowid`,
    sql`create unique index site_plan_of_place on site_plans (siteId, coalesce(areaId, ''))`,
    sql`create table site_plan_places (planId text not null references site_plans (id) on delete cascade,
      screenId text not null references screens (id), xBp integer not null, yBp integer not null, primary key (planId, screenId)) without rowid`,
    sql`create index site_plan_places_of_screen on site_plan_places (screenId)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
