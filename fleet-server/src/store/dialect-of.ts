import { PostgresAdapter, type Kysely } from 'kysely';

/** Which of the two databases this is: for the few places where one text cannot serve both. */
export function dialectOf(db: Pick<Kysely<never>, 'getExecutor'>): 'sqlite' | 'postgres' {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
}
