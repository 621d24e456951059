import { sql, type Kysely } from 'kysely';

/** Sources of feeds with their last good values, and the signed state of each site. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table feed_sources (
    id text not null primary key, siteId text references sites (id), name text not null, intake text not null, columns text not null,
    tokenHash text, "rows" text, asOfMs integer, receivedAtMs integer, triedAtMs integer, nextTryMs integer, problem text, etag text,
    lastModified text, changedAtMs integer not null) without rowid`.execute(db);
  await sql`create index feed_sources_due on feed_sources (nextTryMs)`.execute(db);
  await sql`create table feed_states (
    siteId text not null primary key references sites (id), revision integer not null, document text not null) without rowid`.execute(db);
}
