import { sql, type Kysely } from 'kysely';

/** Files that go up in parts. Of one file a person has one unfinished upload for a site. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table uploads (id text not null primary key, userId text not null, siteId text, fileName text not null,
      sizeBytes integer not null, fingerprint text not null, offsetBytes integer not null, changedAtMs integer not null,
      mediaId text references media (id) on delete cascade) without rowid`,
    sql`create unique index uploads_unfinished on uploads (userId, fingerprint, sizeBytes, coalesce(siteId, '')) where mediaId is null`,
    sql`create index uploads_changed on uploads (changedAtMs)`,
    sql`create table upload_parts (uploadId text not null references uploads (id) on delete cascade, fromByte integer not null,
      sizeBytes integer not null, hash text not null, primary key (uploadId, fromByte)) without rowid`,
  ];
  for (const statement of statements) await statement.execute(db);
}
