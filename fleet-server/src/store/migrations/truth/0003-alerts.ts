import { sql, type Kysely } from 'kysely';

/** Pre-staged alerts, alerts, and the signed state of each site as it was last told. */
export async function up(db: Kysely<never>): Promise<void> {
  const message = sql`severity text not null, urgency text not null, style text not null, texts text not null`;
  const statements = [
    sql`create table alert_templates (
      id text not null primary key, name text not null unique, ${message}, authorId text not null, approverId text,
      createdAtMs integer not null) without rowid`,
    sql`create table alerts (
      id text not null primary key, siteId text not null references sites (id), templateId text references alert_templates (id),
      revision integer not null, status text not null, state text not null, ${message}, targets text not null,
      durationMs integer not null, effectiveMs integer not null, expiresMs integer not null, issuedBy text not null, approvedBy text,
      clearedAtMs integer, createdAtMs integer not null, changedAtMs integer not null) without rowid`,
    sql`create index alerts_state on alerts (state, expiresMs)`,
    sql`create index alerts_changed on alerts (changedAtMs)`,
    sql`create table alert_states (
      siteId text not null primary key references sites (id), revision integer not null, document text not null) without rowid`,
  ];
  for (const statement of statements) await statement.execute(db);
}
