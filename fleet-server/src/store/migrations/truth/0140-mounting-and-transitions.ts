import { sql, type Kysely } from 'kysely';

/** How screens are mounted, as parts of video walls or turned, and how the items of an entry come in. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table screens add column wall text`.execute(db);
  await sql`alter table screens add column rotationDeg integer`.execute(db);
  await sql`alter table entries add column transition text`.execute(db);
}
