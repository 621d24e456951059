import { sql, type Kysely } from 'kysely';

/** Incidents, at most one of a kind for a screen that is not resolved; who is told of them, and the outbox of messages. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table incidents (
      id text not null primary key, screenId text not null references screens (id), siteId text not null references sites (id),
      kind text not null, state text not null, openedAtMs integer not null, detail text not null, acknowledgedAtMs integer,
      acknowledgedBy text, note text not null, resolvedAtMs integer) without rowid`,
    sql`create unique index incidents_unresolved on incidents (screenId, kind) where resolvedAtMs is null`,
    sql`create index incidents_screen on incidents (screenId, openedAtMs)`,
    sql`create table notification_routes (
      id text not null primary key, name text not null, channel text not null, secret text, language text not null, siteIds text not null,
      kinds text not null, hours text not null, isOn integer not null, createdAtMs integer not null) without rowid`,
    sql`create table notifications (
      id text not null primary key, routeId text not null references notification_routes (id), incidentId text, type text not null,
      notice text not null, queuedAtMs integer not null, attempts integer not null, nextAttemptMs integer not null, sentAtMs integer,
      givenUpAtMs integer, error text) without rowid`,
    sql`create index notifications_waiting on notifications (id) where sentAtMs is null and givenUpAtMs is null`,
    sql`create index notifications_incident on notifications (incidentId)`,
    sql`create index notifications_route on notifications (routeId)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
