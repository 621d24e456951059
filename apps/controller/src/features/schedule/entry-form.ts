import type { entryDraftSchema } from '@gatecast/protocol';
import { type StoredEntry } from '@gatecast/protocol';
import type { z } from 'zod';
import { targetKey, targetOf } from './targets.ts';
import { readWhen, writeWhen, type WhenDraft } from './when-draft.ts';

/** An entry as its editor holds it. */
export type EntryForm = {
  readonly name: string;
  readonly tier: StoredEntry['tier'];
  /** As `targetKey` writes them. */
  readonly targets: readonly string[];
  readonly playlistId: string | null;
  readonly layoutId: string | null;
  readonly tickerPlaylistId: string | null;
  readonly when: WhenDraft;
  readonly daypartIds: readonly string[];
};

export function emptyEntryForm(): EntryForm {
  return {
    name: '',
    tier: 'regular',
    targets: [],
    playlistId: null,
    layoutId: null,
    tickerPlaylistId: null,
    when: { kind: 'always' },
    daypartIds: [],
  };
}

export function readEntry(entry: StoredEntry): EntryForm {
  const { name, tier, playlistId, layoutId, tickerPlaylistId } = entry;
  return {
    name,
    tier,
    targets: entry.targets.map(targetKey),
    playlistId,
    layoutId,
    tickerPlaylistId,
    when: readWhen(entry.when),
    daypartIds: entry.daypartIds,
  };
}

/** The draft that the server takes. A layout without a ticker region takes no ticker playlist. */
export function writeEntry(form: EntryForm, hasTicker: boolean): z.input<typeof entryDraftSchema> {
  return {
    ...form,
    targets: form.targets.map(targetOf),
    playlistId: form.playlistId ?? '',
    tickerPlaylistId: hasTicker ? form.tickerPlaylistId : null,
    when: writeWhen(form.when) as z.input<typeof entryDraftSchema>['when'],
    daypartIds: [...form.daypartIds],
  };
}
