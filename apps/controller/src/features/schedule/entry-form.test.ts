import type { StoredEntry } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { emptyEntryForm, readEntry, writeEntry } from './entry-form.ts';

const stored = {
  ...{ id: 'e', name: 'E', tier: 'regular', mode: 'replace', turnMs: 45_500, shareBp: null, isAlone: false },
  ...{ targets: [{ kind: 'site', siteId: 's' }], playlistId: 'p', layoutId: null, tickerPlaylistId: null, when: { kind: 'always' } },
  ...{ daypartIds: ['d'], calendarIds: ['c'], exceptCalendarIds: ['x'], revision: 1, changedAtMs: 1, isPublished: true },
} as unknown as StoredEntry;

test('what was read and not edited is written as it was, in every mode', () => {
  const { id: _, revision: __, changedAtMs: ___, isPublished: ____, ...draft } = stored;
  const layoutId = 'l' as StoredEntry['layoutId'];
  for (const change of [
    {},
    { turnMs: null, transition: 'slide' },
    { mode: 'interrupt', turnMs: null, shareBp: 1_250, isAlone: true },
    { mode: 'overlay', turnMs: null, layoutId },
  ] as const)
    expect(writeEntry(readEntry({ ...stored, ...change }), false)).toEqual({ ...draft, ...change });
});

test('what belongs to another mode is kept in the form and not sent', () => {
  const form = { ...emptyEntryForm(), takesTurns: true, isAlone: true, layoutId: 'l', tickerPlaylistId: 't' };
  const sent = (['replace', 'interrupt', 'overlay'] as const).map((mode) => {
    const { turnMs, shareBp, isAlone, layoutId, tickerPlaylistId } = writeEntry({ ...form, mode }, true);
    return [mode, turnMs, shareBp, isAlone, layoutId, tickerPlaylistId];
  });
  expect(sent).toEqual([
    ['replace', 60_000, null, false, 'l', 't'],
    ['interrupt', null, 1_000, true, null, null],
    ['overlay', null, null, false, 'l', 't'],
  ]);
});
