import { sql, type Kysely } from 'kysely';

/** What is kept of alerts that have ended, and receipts by screen without looking at the documents. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table ended_alerts (
      alertId text not null, alertRevision integer not null, told integer not null, received integer not null, painted integer not null,
      notInTime integer not null, cleared integer not null, firstPaintedAtMs integer, lastPaintedAtMs integer,
      sealedAtMs integer not null, staleCount integer not null, primary key (alertId, alertRevision)) without rowid`,
    sql`create table silent_screens (
      alertId text not null, alertRevision integer not null, screenId text not null,
      primary key (alertId, alertRevision, screenId)) without rowid`,
    sql`drop index receipts_alert`,
    sql`create index receipts_reach on receipts (alertId, alertRevision, screenId, kind, atMs)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
