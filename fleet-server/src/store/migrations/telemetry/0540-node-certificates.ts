import { sql, type Kysely } from 'kysely';

/** Which certificate each living node serves, and until when it is valid. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table node_certificates (
    nodeId text not null primary key, name text not null, endsAtMs integer not null, seenAtMs integer not null) without rowid`.execute(db);
}
