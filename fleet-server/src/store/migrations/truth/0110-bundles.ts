import { sql, type Kysely } from 'kysely';

/** Bundles: their manifests, and the files that these name. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table bundle_files (hash text not null primary key, sizeBytes integer not null) without rowid`,
    sql`create table bundles (
      manifestHash text not null primary key, manifestBytes integer not null, fileCount integer not null,
      totalBytes integer not null, files text not null) without rowid`,
    sql`alter table media add column bundleHash text references bundles (manifestHash)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
