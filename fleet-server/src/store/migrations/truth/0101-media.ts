import { sql, type Kysely } from 'kysely';

/** Ingested files, and the files made of them. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table media_files (
      hash text not null primary key, mime text not null, sizeBytes integer not null,
      widthPx integer not null, heightPx integer not null) without rowid`,
    sql`create table media (
      id text not null primary key, fileName text not null, source text not null, state text not null,
      progressBp integer not null, problem text, kind text, originalHash text not null, originalBytes integer not null,
      renditionHash text references media_files (hash), durationMs integer,
      thumbnailHash text references media_files (hash), addedBy text not null, addedAtMs integer not null)`,
    sql`create index media_original on media (originalHash)`,
    sql`create index media_unfinished on media (state) where state in ('probing', 'rendering')`,
  ];
  for (const statement of statements) await statement.execute(db);
}
