import { nameOfBytes } from '@gatecast/signing';
import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { keepFromCollection } from '../collection/reachability-marks.ts';

/** Objects of the evidence term: canonical JSON by the SHA-256 of its bytes. Nothing is ever changed; what no root reaches is collected. */
export type ObjectTable = { name: string; bytes: Buffer };

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

/** Adds objects that are not here yet, some hundreds at most in one go. Their names must be their hashes. */
export async function addObjects(db: Db, objects: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Promise<void> {
  if (objects.length === 0) return;
  await db
    .insertInto('objects')
    .values(objects.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) })))
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  await keepFromCollection(
    db,
    'object',
    objects.map(({ name }) => name),
  );
}

/** Bytes of an object; undefined where there is none. Throws where the disk gave other bytes than were written. */
export async function readObject(db: Db, name: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('objects').select('bytes').where('name', '=', name).executeTakeFirst();
  if (row === undefined) return undefined;
  if (nameOfBytes(row.bytes) !== name) throw new Error(`object ${name} is damaged in the store`);
  return row.bytes;
}
