import { sql, type Kysely } from 'kysely';

/** Audit, better-auth's tables as version 1.7 generates them, roles and the set-up token. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table audit (
      sequence integer primary key autoincrement, atMs integer not null, actor text not null,
      action text not null, subject text not null, detail text not null)`,
    sql`create index audit_subject on audit (subject)`,
    sql`create table "user" ("id" text not null primary key, "name" text not null, "email" text not null unique,
      "emailVerified" integer not null, "image" text, "createdAt" date not null, "updatedAt" date not null)`,
    sql`create table "session" ("id" text not null primary key, "expiresAt" date not null, "token" text not null unique,
      "createdAt" date not null, "updatedAt" date not null, "ipAddress" text, "userAgent" text,
      "userId" text not null references "user" ("id") on delete cascade)`,
    sql`create table "account" ("id" text not null primary key, "accountId" text not null, "providerId" text not null,
      "userId" text not null references "user" ("id") on delete cascade, "accessToken" text, "refreshToken" text,
      "idToken" text, "accessTokenExpiresAt" date, "refreshTokenExpiresAt" date, "scope" text, "password" text,
      "createdAt" date not null, "updatedAt" date not null)`,
    sql`create table "verification" ("id" text not null primary key, "identifier" text not null, "value" text not null,
      "expiresAt" date not null, "createdAt" date not null, "updatedAt" date not null)`,
    sql`create index "session_userId_idx" on "session" ("userId")`,
    sql`create index "account_userId_idx" on "account" ("userId")`,
    sql`create index "verification_identifier_idx" on "verification" ("identifier")`,
    sql`create table role_grants (
      userId text not null references "user" (id) on delete cascade, role text not null,
      grantedBy text not null, grantedAtMs integer not null, primary key (userId, role)) without rowid`,
    sql`create table setup_token (hash text not null primary key, expiresAtMs integer not null) without rowid`,
  ];
  for (const statement of statements) await statement.execute(db);
}
