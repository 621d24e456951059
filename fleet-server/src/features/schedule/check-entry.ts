import type { Target } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { entryDraftSchema } from '@gatecast/protocol';
import { refuse, type Refusal } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { checkWhen } from './check-when.ts';
import { listLayouts } from './store.ts';

export type EntryDraft = z.output<typeof entryDraftSchema>;

/** Everything an entry refers to must exist, its ticker must have a place, and the engine must understand its times. */
export async function checkEntry(transaction: Transaction<TruthSchema>, draft: EntryDraft): Promise<Refusal | null> {
  const playlists = new Set((await transaction.selectFrom('playlists').select('id').execute()).map((row) => row.id));
  if (!playlists.has(draft.playlistId)) return unknown('body.playlistId', 'playlist');
  const layout = draft.layoutId === null ? null : (await listLayouts(transaction)).find(({ id }) => id === draft.layoutId);
  if (layout === undefined) return unknown('body.layoutId', 'layout');
  const hasTicker = layout?.regions.some((region) => region.content.kind === 'ticker') ?? false;
  const field = 'body.tickerPlaylistId';
  if (hasTicker && draft.tickerPlaylistId === null)
    return refuse('bad-input', `${field}: the layout has a ticker, name its playlist`, { field });
  if (!hasTicker && draft.tickerPlaylistId !== null) return refuse('bad-input', `${field}: the layout has no ticker`, { field });
  if (draft.tickerPlaylistId !== null && !playlists.has(draft.tickerPlaylistId)) return unknown(field, 'playlist');

  const dayparts = new Set((await transaction.selectFrom('dayparts').select('id').execute()).map((row) => row.id));
  const daypartAt = draft.daypartIds.findIndex((id) => !dayparts.has(id));
  if (daypartAt >= 0) return unknown(`body.daypartIds[${daypartAt}]`, 'daypart');

  for (const [index, target] of draft.targets.entries()) {
    if (!(await isTargetKnown(transaction, target))) return unknown(`body.targets[${index}].${target.kind}Id`, target.kind);
  }
  const fault = checkWhen(draft.when)[0];
  if (fault === undefined) return null;
  const place = `body.when${fault.path === '' ? '' : `.${fault.path}`}`;
  return refuse('bad-input', `${place}: ${fault.message}`, { field: place, ...(fault.limit === undefined ? {} : { limit: fault.limit }) });
}

function unknown(field: string, what: string): Refusal {
  return refuse('bad-input', `${field}: no such ${what}`, { field });
}

async function isTargetKnown(transaction: Transaction<TruthSchema>, target: Target): Promise<boolean> {
  switch (target.kind) {
    case 'site':
      return (await transaction.selectFrom('sites').select('id').where('id', '=', target.siteId).executeTakeFirst()) !== undefined;
    case 'area':
      return (await transaction.selectFrom('areas').select('id').where('id', '=', target.areaId).executeTakeFirst()) !== undefined;
    case 'screen':
      return (await transaction.selectFrom('screens').select('id').where('id', '=', target.screenId).executeTakeFirst()) !== undefined;
  }
}
