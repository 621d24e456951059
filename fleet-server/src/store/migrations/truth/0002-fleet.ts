import { sql, type Kysely } from 'kysely';

/** Sites, areas, screens and the players behind them. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table sites (
      id text not null primary key, names text not null, timeZone text not null, languages text not null, dayStart text not null,
      createdAtMs integer not null) without rowid`,
    sql`create table areas (
      id text not null primary key, siteId text not null references sites (id), parentId text references areas (id),
      names text not null, createdAtMs integer not null) without rowid`,
    sql`create index areas_site on areas (siteId)`,
    sql`create table screens (
      id text not null primary key, siteId text not null references sites (id), areaId text references areas (id),
      name text not null, kind text not null, widthPx integer not null, heightPx integer not null, tags text not null,
      createdAtMs integer not null, unique (siteId, name)) without rowid`,
    sql`create table players (
      id text not null primary key, screenId text not null references screens (id), publicKey text not null unique,
      enrolledAtMs integer not null, enrolledBy text not null, revokedAtMs integer) without rowid`,
    sql`create unique index players_one_per_screen on players (screenId) where revokedAtMs is null`,
  ];
  for (const statement of statements) await statement.execute(db);
}
