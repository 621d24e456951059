import { sql, type Kysely } from 'kysely';

/** Orders to players, and how far each has come. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table commands (
      id text not null primary key, screenId text not null references screens (id), playerId text not null references players (id),
      "order" text not null, issuedBy text not null, state text not null, queuedAtMs integer not null, sentAtMs integer,
      acceptedAtMs integer, endedAtMs integer, expiresAtMs integer not null, "end" text, logsAtMs integer) without rowid`,
    sql`create index commands_screen on commands (screenId, queuedAtMs)`,
    sql`create index commands_open on commands (expiresAtMs) where state in ('queued', 'sent')`,
  ];
  for (const statement of statements) await statement.execute(db);
}
