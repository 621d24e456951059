import { sql, type Kysely } from 'kysely';

/** To take a pin back needs two persons like the pin; what was proposed before was to pin. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table known_good_proposals add column act text not null default 'pin'`.execute(db);
}
