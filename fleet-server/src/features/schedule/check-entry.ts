import type { EntryDraft, Target } from '@gatecast/protocol';
import type { PlanFault } from '@gatecast/schedules';
import type { Transaction } from 'kysely';
import { refuse, type Refusal } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { foreignIds } from '../fleet/site-owned.ts';
import { checkEntryByEngine } from './check-by-engine.ts';
import { listLayouts } from './store.ts';

/**
 * Everything an entry refers to must exist and be shared or of the one site that it reaches, its ticker must have a place, and the engine must understand its
 * times and mode.
 */
export async function checkEntry(
  transaction: Transaction<TruthSchema>,
  draft: EntryDraft,
  siteIds: ReadonlySet<string>,
): Promise<Refusal | null> {
  const siteId = siteIds.size === 1 ? ([...siteIds][0] ?? null) : null;
  const foreign = {
    playlist: await foreignIds(transaction, 'playlist', siteId),
    daypart: await foreignIds(transaction, 'daypart', siteId),
    calendar: await foreignIds(transaction, 'calendar', siteId),
    layout: await foreignIds(transaction, 'layout', siteId),
  };
  const playlists = new Set(
    (await transaction.selectFrom('playlists').select('id').execute()).flatMap(({ id }) => (foreign.playlist.has(id) ? [] : [id])),
  );
  if (!playlists.has(draft.playlistId)) return unknown('body.playlistId', 'playlist');
  const layout =
    draft.layoutId === null ? null : (await listLayouts(transaction)).find(({ id }) => id === draft.layoutId && !foreign.layout.has(id));
  if (layout === undefined) return unknown('body.layoutId', 'layout');
  const hasTicker = layout?.regions.some((region) => region.content.kind === 'ticker') ?? false;
  const field = 'body.tickerPlaylistId';
  if (hasTicker && draft.tickerPlaylistId === null)
    return refuse('bad-input', `${field}: the layout has a ticker, name its playlist`, { field });
  if (!hasTicker && draft.tickerPlaylistId !== null) return refuse('bad-input', `${field}: the layout has no ticker`, { field });
  if (draft.tickerPlaylistId !== null && !playlists.has(draft.tickerPlaylistId)) return unknown(field, 'playlist');

  const dayparts = new Set((await transaction.selectFrom('dayparts').select('id').execute()).map((row) => row.id));
  const daypartAt = draft.daypartIds.findIndex((id) => !dayparts.has(id) || foreign.daypart.has(id));
  if (daypartAt >= 0) return unknown(`body.daypartIds[${daypartAt}]`, 'daypart');
  const calendars = await calendarIds(transaction);
  for (const list of ['calendarIds', 'exceptCalendarIds'] as const) {
    const at = draft[list].findIndex((id) => !calendars.has(id) || foreign.calendar.has(id));
    if (at >= 0) return unknown(`body.${list}[${at}]`, 'calendar');
  }

  for (const [index, target] of draft.targets.entries()) {
    if (!(await isTargetKnown(transaction, target))) return unknown(`body.targets[${index}].${target.kind}Id`, target.kind);
  }
  return contradiction(draft) ?? refusalOfFault(checkEntryByEngine(draft)[0]);
}

/** What would be no fault of a plan and is never meant. */
function contradiction({ targets, calendarIds, exceptCalendarIds }: EntryDraft): Refusal | null {
  const keys = targets.map((target) => JSON.stringify(target));
  const twiceAt = keys.findIndex((key, index) => keys.indexOf(key) < index);
  const twice = `body.targets[${twiceAt}]`;
  if (twiceAt >= 0) return refuse('bad-input', `${twice}: this target stands there twice`, { field: twice });
  const bothAt = exceptCalendarIds.findIndex((id) => calendarIds.includes(id));
  const both = `body.exceptCalendarIds[${bothAt}]`;
  if (bothAt >= 0)
    return refuse('bad-input', `${both}: the entry is on only on the days of this calendar, so it would never be on`, { field: both });
  return null;
}

export async function calendarIds(transaction: Transaction<TruthSchema>): Promise<ReadonlySet<string>> {
  return new Set((await transaction.selectFrom('calendars').select('id').execute()).map((row) => row.id));
}

/** The engine's fault as the answer to a body; null where there is none. */
export function refusalOfFault(fault: PlanFault | undefined): Refusal | null {
  if (fault === undefined) return null;
  const field = `body.${fault.path}`;
  return refuse('bad-input', `${field}: ${fault.message}`, { field, ...(fault.limit === undefined ? {} : { limit: fault.limit }) });
}

export function unknown(field: string, what: string): Refusal {
  return refuse('bad-input', `${field}: no such ${what}`, { field });
}

async function isTargetKnown(transaction: Transaction<TruthSchema>, target: Target): Promise<boolean> {
  switch (target.kind) {
    case 'site':
      return (
        (await transaction
          .selectFrom('sites')
          .select('id')
          .where('id', '=', target.siteId)
          .where('removedAtMs', 'is', null)
          .executeTakeFirst()) !== undefined
      );
    case 'area':
      return (
        (await transaction
          .selectFrom('areas')
          .select('id')
          .where('id', '=', target.areaId)
          .where('removedAtMs', 'is', null)
          .executeTakeFirst()) !== undefined
      );
    case 'screen':
      return (
        (await transaction
          .selectFrom('screens')
          .select('id')
          .where('id', '=', target.screenId)
          .where('removedAtMs', 'is', null)
          .executeTakeFirst()) !== undefined
      );
  }
}
