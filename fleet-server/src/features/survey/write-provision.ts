import type { ProvisionDraft } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { refuse } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import type { ProvisionTable } from './store.ts';

export const provisionTaken = refuse('already-exists', 'the plan has a line for this place, kind and year', { field: 'body.year' });

export type ProvisionWrite = {
  readonly id: string;
  readonly siteId: string;
  readonly before: ProvisionTable | null;
  readonly after: ProvisionDraft;
};

/** Adds or changes a line of the plan with its audit row, where it still is as it was read; whether it was. */
export async function writeProvision(
  transaction: Transaction<TruthSchema>,
  { audit, clock }: Pick<AppContext, 'audit' | 'clock'>,
  { id, siteId, before, after }: ProvisionWrite,
  { actor, via }: { readonly actor: string; readonly via?: 'sheet' },
): Promise<boolean> {
  const columns = { ...after, changedAtMs: clock.nowMs() };
  const revision = (before?.revision ?? 0) + 1;
  if (before === null) {
    await transaction
      .insertInto('provisions')
      .values({ id, siteId, ...columns, revision })
      .execute();
  } else {
    const changed = await transaction
      .updateTable('provisions')
      .set({ ...columns, revision })
      .where('id', '=', id)
      .where('revision', '=', before.revision)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return false;
  }
  const action = before === null ? 'provision-created' : 'provision-changed';
  const detail = { ...after, revision, ...(via === undefined ? {} : { via }) };
  await audit(transaction, { actor, action, subject: `provision:${id}`, siteId, detail });
  return true;
}

/** Whether the plan has another line for the same place, kind and year. */
export async function isProvisionTaken(
  transaction: Transaction<TruthSchema>,
  { id, siteId, after: { areaId, kind, year } }: Omit<ProvisionWrite, 'before'>,
): Promise<boolean> {
  const same = transaction
    .selectFrom('provisions')
    .select('id')
    .where('siteId', '=', siteId)
    .where('kind', '=', kind)
    .where('year', '=', year);
  const rows = await (areaId === null ? same.where('areaId', 'is', null) : same.where('areaId', '=', areaId)).execute();
  return rows.some((row) => row.id !== id);
}
