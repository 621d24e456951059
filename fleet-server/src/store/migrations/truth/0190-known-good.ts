import { sql, type Kysely } from 'kysely';

/** Releases that two persons pinned as known good, one a screen, and what one of them proposed. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table known_good (screenId text not null primary key references screens (id), siteId text not null references sites (id),
    number integer not null, document text not null, proposedBy text not null, approvedBy text not null, pinnedAtMs integer not null)
    without rowid`.execute(db);
  await sql`create index known_good_by_site on known_good (siteId)`.execute(db);
  await sql`create table known_good_proposals (id text not null primary key, siteId text not null references sites (id),
    releases text not null, proposedBy text not null, proposedAtMs integer not null) without rowid`.execute(db);
}
