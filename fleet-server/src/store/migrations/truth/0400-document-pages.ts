import { sql, type Kysely } from 'kysely';

/** Documents: a picture of each page, by the hash of the file. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table pages (
      source text not null, number integer not null, renditionHash text not null references media_files (hash),
      thumbnailHash text not null references media_files (hash), "text" text not null, primary key (source, number)) without rowid`,
    sql`alter table media add column pageCount integer`,
  ];
  for (const statement of statements) await statement.execute(db);
}
