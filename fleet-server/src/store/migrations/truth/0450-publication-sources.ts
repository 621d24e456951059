import { sql, type Kysely } from 'kysely';

/** What a publication was made of, when it is to be activated, and which one took it back. The portal's release is served from an instant on. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`alter table publications add column source text not null default '{"kind":"drafts"}'`,
    sql`alter table publications add column activateAtMs integer`,
    sql`alter table publications add column withdrawnById text`,
    sql`alter table releases add column activateAtMs integer`,
    sql`alter table portal_releases add column servedFromMs integer default 0`,
    sql`create index portal_releases_publication on portal_releases (publicationId)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
