import type { EntryDraft } from '@gatecast/protocol';
import type { Selectable } from 'kysely';
import type { ScheduleTables } from './store.ts';

type EntryRow = Selectable<ScheduleTables['entries']>;

/** The row that an entry's draft becomes; `before` is the row that it takes the place of. */
export function entryRowOf(id: string, draft: EntryDraft, before: EntryRow | null, changedAtMs: number): EntryRow {
  const { name, tier, mode, turnMs, shareBp, playlistId, layoutId, tickerPlaylistId } = draft;
  return {
    ...{ id, name, tier, mode, turnMs, shareBp, playlistId, layoutId, tickerPlaylistId },
    isAlone: draft.isAlone ? 1 : 0,
    transition: draft.transition ?? null,
    targets: JSON.stringify(draft.targets),
    when: JSON.stringify(draft.when),
    daypartIds: JSON.stringify(draft.daypartIds),
    calendarIds: JSON.stringify(draft.calendarIds),
    exceptCalendarIds: JSON.stringify(draft.exceptCalendarIds),
    revision: (before?.revision ?? 0) + 1,
    publishedRevision: before?.publishedRevision ?? null,
    changedAtMs,
  };
}
