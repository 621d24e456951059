import { sql, type Kysely } from 'kysely';

/** Means of information as the survey found them, its sheets, and how many shall stand where by which year. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table means (id text not null primary key, siteId text not null references sites (id), areaId text references areas (id),
      kind text not null, name text not null, owner text not null, installedYear integer, screenId text, condition text not null,
      position text not null, notes text not null, photos text not null, surveyedAtMs integer, surveyedBy text, searched text not null,
      revision integer not null, changedAtMs integer not null) without rowid`,
    sql`create index means_of_site on means (siteId, id)`,
    sql`create table surveys (id text not null primary key, meansId text not null references means (id) on delete cascade, atMs integer not null,
      surveyor text not null, condition text not null, position text not null, notes text not null, photos text not null) without rowid`,
    sql`create index surveys_of_means on surveys (meansId, atMs)`,
    sql`create table provisions (id text not null primary key, siteId text not null references sites (id), areaId text references areas (id),
      kind text not null, year integer not null, wanted integer not null, notes text not null, revision integer not null,
      changedAtMs integer not null) without rowid`,
    sql`create unique index provision_of_place on provisions (siteId, coalesce(areaId, ''), kind, year)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
