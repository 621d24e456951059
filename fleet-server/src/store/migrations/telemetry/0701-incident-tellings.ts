import { sql, type Kysely } from 'kysely';

/** When what is told once was told last, for the nodes that did not hear it. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table incident_tellings (screenId text not null, kind text not null, toldAtMs integer not null,
    primary key (screenId, kind)) without rowid`.execute(db);
}
