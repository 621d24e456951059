import { foldedText, type MeansDraft } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { refuse, type Refusal } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { placeRefusal } from '../fleet/place-refusal.ts';
import { foreignIds } from '../fleet/site-owned.ts';
import type { Fleet } from '../fleet/store.ts';
import type { MeansTable } from './store.ts';

/** The columns that people fill in. */
export function meansColumns({ photoIds, ...draft }: MeansDraft) {
  const { areaId, kind, name, owner, installedYear, screenId, condition, position, notes } = draft;
  return {
    ...{ areaId, kind, name, owner, installedYear, screenId, condition, position, notes },
    photos: JSON.stringify(photoIds),
    searched: searchedOf(draft),
  };
}

export function searchedOf({ name, position, owner }: Pick<MeansDraft, 'name' | 'position' | 'owner'>): string {
  return foldedText(`${name} ${position} ${owner}`);
}

/** Why a means cannot stand there or be that screen; null: it can. */
export function meansRefusal(fleet: Fleet, siteId: string, { areaId, screenId }: Pick<MeansDraft, 'areaId' | 'screenId'>): Refusal | null {
  const place = placeRefusal(fleet, siteId, areaId, 'body.areaId');
  if (place !== null) return place;
  if (screenId !== null && fleet.screens.get(screenId)?.siteId !== siteId)
    return refuse('not-found', 'body.screenId: no such screen in this site', { field: 'body.screenId' });
  return null;
}

/** Why these cannot be the photos of something at a site; null: they can. A photo may still be in the making. */
export async function photoRefusal(
  transaction: Transaction<TruthSchema>,
  siteId: string,
  photoIds: readonly string[],
): Promise<Refusal | null> {
  if (photoIds.length === 0) return null;
  const media = await transaction
    .selectFrom('media')
    .select(['id', 'kind'])
    .where('id', 'in', [...photoIds])
    .execute();
  const kinds = new Map(media.map(({ id, kind }) => [id, kind]));
  const foreign = await foreignIds(transaction, 'media', siteId);
  const at = photoIds.findIndex((id) => !kinds.has(id) || foreign.has(id) || ![null, 'image'].includes(kinds.get(id) ?? null));
  const field = `body.photoIds[${at}]`;
  return at < 0 ? null : refuse('bad-input', `${field}: is no picture of this site's library`, { field, limit: 'image' });
}

export type MeansWrite = { readonly id: string; readonly siteId: string; readonly before: MeansTable | null; readonly after: MeansDraft };

/** Adds or changes one means with its audit row, where it still is as it was read; whether it was. */
export async function writeMeans(
  transaction: Transaction<TruthSchema>,
  { audit, clock }: Pick<AppContext, 'audit' | 'clock'>,
  { id, siteId, before, after }: MeansWrite,
  { actor, via }: { readonly actor: string; readonly via?: 'sheet' },
): Promise<boolean> {
  const columns = { ...meansColumns(after), changedAtMs: clock.nowMs() };
  const revision = (before?.revision ?? 0) + 1;
  if (before === null) {
    const row = { id, siteId, ...columns, surveyedAtMs: null, surveyedBy: null, revision };
    await transaction.insertInto('means').values(row).execute();
  } else {
    const changed = await transaction
      .updateTable('means')
      .set({ ...columns, revision })
      .where('id', '=', id)
      .where('revision', '=', before.revision)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return false;
  }
  const action = before === null ? 'means-created' : 'means-changed';
  const detail = { ...after, revision, ...(via === undefined ? {} : { via }) };
  await audit(transaction, { actor, action, subject: `means:${id}`, siteId, detail });
  return true;
}
