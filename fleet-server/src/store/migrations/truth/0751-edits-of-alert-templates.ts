import { sql, type Kysely } from 'kysely';

/** Pre-staged alerts are written anew, their next wording waits beside them, and they are withdrawn. */
export async function up(db: Kysely<never>): Promise<void> {
  const columns = [sql`revision integer not null default 1`, sql`draft text`, sql`draftAuthorId text`, sql`withdrawnAtMs integer`];
  for (const column of columns) await sql`alter table alert_templates add column ${column}`.execute(db);
}
