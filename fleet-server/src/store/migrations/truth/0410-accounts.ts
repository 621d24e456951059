import { sql, type Kysely } from 'kysely';

/** One-time codes as better-auth 1.7 keeps them, tokens for programs, invitations and links to set a password. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`alter table "user" add column "twoFactorEnabled" integer`,
    sql`create table "twoFactor" ("id" text not null primary key, "secret" text not null, "backupCodes" text not null,
      "userId" text not null references "user" ("id") on delete cascade, "verified" integer,
      "failedVerificationCount" integer, "lockedUntil" date)`,
    sql`create index "twoFactor_userId_idx" on "twoFactor" ("userId")`,
    sql`create table api_tokens (id text not null primary key, userId text not null references "user" (id) on delete cascade,
      name text not null, hash text not null unique, permissions text not null, siteIds text, createdAtMs integer not null,
      expiresAtMs integer not null, lastUsedAtMs integer) without rowid`,
    sql`create table invitations (id text not null primary key, hash text not null unique, email text not null, name text not null,
      grants text not null, invitedBy text not null, createdAtMs integer not null, expiresAtMs integer not null) without rowid`,
    sql`create table password_resets (hash text not null primary key, userId text not null references "user" (id) on delete cascade,
      expiresAtMs integer not null, madeBy text not null) without rowid`,
  ];
  for (const statement of statements) await statement.execute(db);
}
