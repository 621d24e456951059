import { sql, type Kysely } from 'kysely';

/** An incident may be of the server itself, and then it is of no screen and no site. SQLite changes no column: the table is made anew. */
export async function up(db: Kysely<never>): Promise<void> {
  const columns = sql.raw(
    `id, screenId, siteId, kind, state, openedAtMs, detail, acknowledgedAtMs, acknowledgedBy, note, resolvedAtMs, fact`,
  );
  const statements = [
    sql`create table incidents_wider (
      id text not null primary key, screenId text references screens (id), siteId text references sites (id),
      kind text not null, state text not null, openedAtMs integer not null, detail text not null, acknowledgedAtMs integer,
      acknowledgedBy text, note text not null, resolvedAtMs integer, fact text,
      check ((screenId is null) = (siteId is null))) without rowid`,
    sql`insert into incidents_wider (${columns}) select ${columns} from incidents`,
    sql`drop table incidents`,
    sql`alter table incidents_wider rename to incidents`,
    // null differs from null in a unique index: the server stands there as no screen's id
    sql`create unique index incidents_unresolved on incidents (coalesce(screenId, ''), kind) where resolvedAtMs is null`,
    sql`create index incidents_screen on incidents (screenId, openedAtMs)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
