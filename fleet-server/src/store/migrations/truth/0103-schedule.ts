import { sql, type Kysely } from 'kysely';
import { builtInLayouts } from '../../../features/schedule/built-in-layouts.ts';

/** Playlists, dayparts, entries, and the two layouts of the house. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table playlists (id text not null primary key, name text not null, slots text not null, changedAtMs integer not null)`,
    sql`create table dayparts (id text not null primary key, name text not null, spans text not null)`,
    sql`create table layouts (id text not null primary key, key text not null unique, name text not null, regions text not null)`,
    sql`create table entries (
      id text not null primary key, name text not null, tier text not null, targets text not null,
      playlistId text not null references playlists (id), layoutId text references layouts (id),
      tickerPlaylistId text references playlists (id), "when" text not null, daypartIds text not null,
      revision integer not null, publishedRevision integer, changedAtMs integer not null)`,
    ...builtInLayouts.map(
      ({ id, key, name, regions }) =>
        sql`insert into layouts (id, key, name, regions) values (${id}, ${key}, ${name}, ${JSON.stringify(regions)})`,
    ),
  ];
  for (const statement of statements) await statement.execute(db);
}
