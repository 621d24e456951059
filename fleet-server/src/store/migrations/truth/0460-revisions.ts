import { sql, type Kysely } from 'kysely';

/** Counts of edits, for what had none; marks of what is removed, whose rows stay for the evidence; an audit that is asked by subject. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    ...(['sites', 'areas', 'screens'] as const).flatMap((table) => [
      sql`alter table ${sql.table(table)} add column revision integer not null default 1`,
      sql`alter table ${sql.table(table)} add column removedAtMs integer`,
    ]),
    sql`create table revisions (subject text not null primary key, revision integer not null) without rowid`,
    sql`create index audit_by_subject on audit (subject, sequence)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
