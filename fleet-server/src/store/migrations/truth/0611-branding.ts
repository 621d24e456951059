import { sql, type Kysely } from 'kysely';

/** How the house shows itself: one row, or none while it shows itself as the product. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table branding (id text not null primary key, name text not null, accent text, logoHash text, logoWidthPx integer,
    logoHeightPx integer, logoPng text) without rowid`.execute(db);
}
