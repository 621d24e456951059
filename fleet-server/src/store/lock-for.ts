import { sql, type Transaction } from 'kysely';
import { dialectOf } from './dialect-of.ts';

/** Holds up every other transaction that asks for the same name until this one ends. SQLite has one writer at a time anyway. */
export async function lockFor<Schema>(transaction: Transaction<Schema>, name: string): Promise<void> {
  if (dialectOf(transaction) === 'sqlite') return;
  await sql`select pg_advisory_xact_lock(hashtext('gatecast'), hashtext(${name}))`.execute(transaction);
}
