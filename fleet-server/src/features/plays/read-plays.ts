import { playRecordSchema, type PlayEnd, type StoredPlay } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { jsonText } from '../../store/json-text.ts';

type Needs = Pick<AppContext, 'telemetry' | 'truth'>;
export type PlaysAsked = {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly itemId?: string | undefined;
  readonly entryId?: string | undefined;
  readonly ended?: PlayEnd | undefined;
};

/** Records as they are stored, in order of time, and within one instant in that of the chain. */
export function selectPlays({ telemetry }: Needs, screenIds: readonly string[], { fromMs, untilMs, itemId, entryId, ended }: PlaysAsked) {
  let select = telemetry
    .selectFrom('play_records')
    .select(['playerId', 'chainId', 'sequence', 'screenId', 'fromMs', 'record'])
    .where('fromMs', '>=', fromMs)
    .where('fromMs', '<', untilMs)
    .orderBy('fromMs')
    .orderBy('chainId')
    .orderBy('sequence');
  const [only] = screenIds;
  select = screenIds.length === 1 && only !== undefined ? select.where('screenId', '=', only) : select.where('screenId', 'in', screenIds);
  if (itemId !== undefined) select = select.where('itemId', '=', itemId);
  if (entryId !== undefined) select = select.where(jsonText(telemetry, 'record', ['entryId']), '=', entryId);
  // the word stands in the record as it was signed, and is one of a closed list
  if (ended !== undefined) select = select.where('record', 'like', `%"ended":"${ended}"%`);
  return select;
}
export type PlayRow = Awaited<ReturnType<ReturnType<typeof selectPlays>['execute']>>[number];

/** Records as they are told, with what people call their item. */
export async function toldPlays({ truth }: Needs, rows: readonly PlayRow[]): Promise<(StoredPlay & { readonly screenId: string })[]> {
  const records = rows.map(({ playerId, chainId, screenId, record }) => ({
    ...playRecordSchema.parse(JSON.parse(record)),
    ...{ playerId, chainId, screenId },
  }));
  const ids = [...new Set(records.map((record) => record.itemId))];
  const items = ids.length === 0 ? [] : await truth.selectFrom('items').select(['id', 'title']).where('id', 'in', ids).execute();
  const titles = new Map(items.map(({ id, title }) => [id, title]));
  return records.map((record) => ({ ...record, title: titles.get(record.itemId) ?? '' }));
}
