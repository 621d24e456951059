import { sql, type Kysely } from 'kysely';

/** What nodes share: the root that all of them serve, and the codes of devices that wait at one of them. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table served_root (id integer not null primary key check (id = 1), fingerprint text not null)`.execute(db);
  await sql`create table waiting_devices (
    publicKey text not null primary key, code text not null unique, expiresAtMs integer not null) without rowid`.execute(db);
}
