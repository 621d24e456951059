import { sql, type Kysely } from 'kysely';

/** Heartbeats, play records with their chains, receipts. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table latest_heartbeats (
      screenId text not null primary key, playerId text not null, receivedAtMs integer not null, heartbeat text not null) without rowid`,
    sql`create table heartbeat_history (
      screenId text not null, minuteMs integer not null, receivedAtMs integer not null, heartbeat text not null,
      primary key (screenId, minuteMs)) without rowid`,
    sql`create index heartbeat_history_minute on heartbeat_history (minuteMs)`,
    sql`create table play_chains (
      playerId text not null, chainId text not null, through integer not null, head text not null,
      primary key (playerId, chainId)) without rowid`,
    sql`create table play_records (
      playerId text not null, chainId text not null, sequence integer not null, screenId text not null, itemId text not null,
      fromMs integer not null, untilMs integer not null, record text not null, primary key (playerId, chainId, sequence)) without rowid`,
    sql`create index play_records_screen on play_records (screenId, fromMs)`,
    sql`create table play_batches (
      playerId text not null, chainId text not null, firstSequence integer not null, receivedAtMs integer not null, document text not null,
      primary key (playerId, chainId, firstSequence)) without rowid`,
    sql`create table receipts (
      playerId text not null, alertId text not null, alertRevision integer not null, kind text not null, screenId text not null,
      stateRevision integer not null, atMs integer not null, display text not null, receivedAtMs integer not null, document text not null,
      primary key (playerId, alertId, alertRevision, kind)) without rowid`,
    sql`create index receipts_alert on receipts (alertId)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
