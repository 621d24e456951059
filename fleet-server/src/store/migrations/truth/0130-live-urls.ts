import { sql, type Kysely } from 'kysely';

/** Which sites allow live URLs, and of which hosts. A site without a row allows none. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table live_url_settings (
    siteId text not null primary key references sites (id), isAllowed integer not null, allowedHosts text not null) without rowid`.execute(
    db,
  );
}
