import { sql, type Kysely } from 'kysely';

/** Passkeys, and what has been begun with them or at another sign-in service and is good once. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table passkeys (id text not null primary key, userId text not null references "user" (id) on delete cascade,
      credentialId text not null unique, publicKey text not null, counter integer not null, transports text not null,
      isSynced integer not null, name text not null, createdAtMs integer not null, lastUsedAtMs integer) without rowid`,
    sql`create index passkeys_of_user on passkeys (userId)`,
    sql`create table sign_in_challenges (hash text not null primary key, userId text, detail text not null, expiresAtMs integer not null) without rowid`,
    sql`create unique index account_of_provider on "account" ("providerId", "accountId")`,
  ];
  for (const statement of statements) await statement.execute(db);
}
