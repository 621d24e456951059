import { sql, type Kysely, type RawBuilder } from 'kysely';
import { dialectOf } from './dialect-of.ts';

/** The value at a path inside a column that holds JSON, as text; a list or object comes as its JSON. */
export function jsonText(db: Pick<Kysely<never>, 'getExecutor'>, column: string, path: readonly string[]): RawBuilder<string | null> {
  switch (dialectOf(db)) {
    case 'sqlite':
      return sql`json_extract(${sql.ref(column)}, ${`$.${path.join('.')}`})`;
    case 'postgres':
      return sql`(${sql.ref(column)}::json #>> ${path}::text[])`;
  }
}
