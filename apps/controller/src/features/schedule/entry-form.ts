import type { entryDraftSchema } from '@gatecast/protocol';
import { type StoredEntry } from '@gatecast/protocol';
import type { z } from 'zod';
import { targetKey, targetOf } from './targets.ts';
import { alwaysDraft, readWhen, writeWhen, type WhenDraft } from './when-draft.ts';

/** An entry as its editor holds it. What another mode would need is kept while the editor changes its mind, and not sent. */
export type EntryForm = {
  readonly name: string;
  readonly tier: StoredEntry['tier'];
  readonly mode: StoredEntry['mode'];
  readonly takesTurns: boolean;
  readonly turnSeconds: number;
  readonly sharePercent: number;
  readonly isAlone: boolean;
  /** As `targetKey` writes them. */
  readonly targets: readonly string[];
  readonly playlistId: string | null;
  readonly layoutId: string | null;
  readonly tickerPlaylistId: string | null;
  /** How its items come in over those before them. */
  readonly transition: NonNullable<StoredEntry['transition']> | 'cut';
  readonly when: WhenDraft;
  readonly daypartIds: readonly string[];
  readonly calendarIds: readonly string[];
  readonly exceptCalendarIds: readonly string[];
};

const ofOtherModes = { takesTurns: false, turnSeconds: 60, sharePercent: 10, isAlone: false } as const;

export function emptyEntryForm(): EntryForm {
  return {
    name: '',
    tier: 'regular',
    mode: 'replace',
    ...ofOtherModes,
    targets: [],
    playlistId: null,
    layoutId: null,
    tickerPlaylistId: null,
    transition: 'cut',
    when: alwaysDraft,
    daypartIds: [],
    calendarIds: [],
    exceptCalendarIds: [],
  };
}

export function readEntry(entry: StoredEntry): EntryForm {
  const { name, tier, mode, turnMs, shareBp, isAlone, playlistId, layoutId, tickerPlaylistId } = entry;
  return {
    ...{ name, tier, mode, isAlone, playlistId, layoutId, tickerPlaylistId },
    transition: entry.transition ?? 'cut',
    takesTurns: turnMs !== null,
    turnSeconds: turnMs === null ? ofOtherModes.turnSeconds : turnMs / 1_000,
    sharePercent: shareBp === null ? ofOtherModes.sharePercent : shareBp / 100,
    targets: entry.targets.map(targetKey),
    when: readWhen(entry.when),
    daypartIds: entry.daypartIds,
    calendarIds: entry.calendarIds,
    exceptCalendarIds: entry.exceptCalendarIds,
  };
}

/** The draft that the server takes. A layout without a ticker region takes no ticker playlist. */
export function writeEntry(form: EntryForm, hasTicker: boolean): z.input<typeof entryDraftSchema> {
  const { name, tier, mode, takesTurns, turnSeconds, sharePercent, isAlone } = form;
  const isInterrupt = mode === 'interrupt';
  return {
    ...{ name, tier, mode },
    turnMs: mode === 'replace' && takesTurns ? Math.round(turnSeconds * 1_000) : null,
    shareBp: isInterrupt ? Math.round(sharePercent * 100) : null,
    isAlone: isInterrupt && isAlone,
    targets: form.targets.map(targetOf),
    playlistId: form.playlistId ?? '',
    layoutId: isInterrupt ? null : form.layoutId,
    tickerPlaylistId: hasTicker && !isInterrupt ? form.tickerPlaylistId : null,
    ...(form.transition === 'cut' ? {} : { transition: form.transition }),
    when: writeWhen(form.when) as z.input<typeof entryDraftSchema>['when'],
    daypartIds: [...form.daypartIds],
    calendarIds: [...form.calendarIds],
    exceptCalendarIds: [...form.exceptCalendarIds],
  };
}

/** A stored entry as the draft that it was saved from. */
export function bodyOf(entry: StoredEntry): Omit<StoredEntry, 'id' | 'revision' | 'changedAtMs' | 'isPublished'> {
  const { id: _, revision: __, changedAtMs: ___, isPublished: ____, ...body } = entry;
  return body;
}
