import { sql, type Kysely } from 'kysely';

/** Grants at a site, for a span of time and as a deputy; what belongs to one site; the site of an audit row. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table grants (id text not null primary key, userId text not null references "user" (id) on delete cascade,
      role text not null, siteId text references sites (id), fromMs integer, untilMs integer,
      deputyFor text references "user" (id) on delete cascade, grantedBy text not null, grantedAtMs integer not null) without rowid`,
    sql`create index grants_by_user on grants (userId)`,
    sql`insert into grants (id, userId, role, grantedBy, grantedAtMs)
      select userId || ' ' || role || '    ', userId, role, grantedBy, grantedAtMs from role_grants`,
    sql`drop table role_grants`,
    sql`create table people (userId text not null primary key references "user" (id) on delete cascade,
      revision integer not null, disabledAtMs integer) without rowid`,
    sql`insert into people (userId, revision) select id, 1 from "user"`,
    sql`create table site_owned (kind text not null, id text not null, siteId text not null references sites (id),
      primary key (kind, id)) without rowid`,
    sql`alter table audit add column siteId text`,
  ];
  for (const statement of statements) await statement.execute(db);
}
