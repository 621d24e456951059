import { sql, type Kysely } from 'kysely';

/** What the collection took away is remembered by number and tree: a roll back must know what a screen once had, even where it cannot give it. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    sql`create table collected_releases (screenId text not null, number integer not null, publicationId text not null, tree text not null,
      primary key (screenId, number)) without rowid`,
    sql`create table forgotten_releases (publicationId text not null primary key) without rowid`,
  ];
  for (const statement of statements) await statement.execute(db);
  const standing = await sql<{ publicationId: string; count: number }>`select publicationId as "publicationId", count(*) as count
    from releases group by publicationId`.execute(db);
  const counts = new Map(standing.rows.map(({ publicationId, count }) => [publicationId, count]));
  const made = await sql<{ subject: string; detail: string }>`select subject, detail from audit
    where action in ('publication-made', 'publication-rolled-back', 'publication-withdrawn')`.execute(db);
  for (const { subject, detail } of made.rows) {
    const publicationId = subject.slice('publication:'.length);
    const { changed } = JSON.parse(detail) as { changed?: number };
    if (changed === undefined || changed <= (counts.get(publicationId) ?? 0)) continue;
    await sql`insert into forgotten_releases (publicationId) values (${publicationId})`.execute(db);
  }
}
