import { sql, type Kysely } from 'kysely';

/** What lets a technician out of the kiosk, per site, as a hash. A site without a row has no PIN. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table exit_pins (siteId text not null primary key references sites (id), hashed text not null) without rowid`.execute(
    db,
  );
}
