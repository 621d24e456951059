import type { Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';
import type { ScreenRow } from './store.ts';

type Fields = Omit<ScreenRow, 'id' | 'siteId' | 'revision'>;

/** What people say of a screen, as its row holds it. */
export function screenColumns({ name, areaId, kind, widthPx, heightPx, tags, wall, rotationDeg, viewing }: Fields) {
  return {
    ...{ name, areaId, kind, widthPx, heightPx, tags: JSON.stringify(tags), rotationDeg: rotationDeg ?? null },
    wall: wall === undefined ? null : JSON.stringify(wall),
    viewing: viewing === undefined ? null : JSON.stringify(viewing),
  };
}

/** Whether another screen of the site has the name. */
export async function isNameTaken(
  transaction: Transaction<TruthSchema>,
  { siteId, name, id }: { readonly siteId: string; readonly name: string; readonly id: string },
): Promise<boolean> {
  const named = transaction.selectFrom('screens').select('id').where('siteId', '=', siteId).where('name', '=', name);
  return (await named.where('id', '!=', id).executeTakeFirst()) !== undefined;
}
