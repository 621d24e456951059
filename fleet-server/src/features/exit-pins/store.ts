import { hashedPinSchema, type HashedPin } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

/** `hashed` is JSON; the PIN itself is nowhere. */
export type ExitPinTables = { exit_pins: { siteId: string; hashed: string } };

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

export async function hasExitPin(db: Db, siteId: string): Promise<boolean> {
  return (await db.selectFrom('exit_pins').select('siteId').where('siteId', '=', siteId).executeTakeFirst()) !== undefined;
}

/** null: the site has no PIN from here on. */
export async function writeExitPin(db: Db, siteId: string, hashed: HashedPin | null): Promise<void> {
  if (hashed === null) {
    await db.deleteFrom('exit_pins').where('siteId', '=', siteId).execute();
    return;
  }
  const row = { siteId, hashed: JSON.stringify(hashed) };
  await db
    .insertInto('exit_pins')
    .values(row)
    .onConflict((conflict) => conflict.column('siteId').doUpdateSet(row))
    .execute();
}

/** By site; sites without a PIN are left out. */
export async function listExitPins(db: Db): Promise<ReadonlyMap<string, HashedPin>> {
  const rows = await db.selectFrom('exit_pins').selectAll().execute();
  return new Map(rows.map(({ siteId, hashed }) => [siteId, hashedPinSchema.parse(JSON.parse(hashed))]));
}
