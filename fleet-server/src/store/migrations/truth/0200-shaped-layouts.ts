import { sql, type Kysely } from 'kysely';
import { shapedLayouts } from '../../../features/schedule/built-in-layouts.ts';

/** Layouts for portrait screens and bars. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const { id, key, name, regions } of shapedLayouts)
    await sql`insert into layouts (id, key, name, regions) values (${id}, ${key}, ${name}, ${JSON.stringify(regions)})`.execute(db);
}
