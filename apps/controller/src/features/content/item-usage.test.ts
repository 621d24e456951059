import { expect, it } from 'vitest';
import { usageOf } from './item-usage.ts';

type Stock = Parameters<typeof usageOf>[0];
const item = (itemId: string) => ({ kind: 'item', itemId, weight: 1 });
const nested = (playlistId: string) => ({ kind: 'playlist', playlistId, weight: 1 });
const frame = { xBp: 0, yBp: 0, widthBp: 1, heightBp: 1 };

it('an item is used by playlists, and by entries that play it: within another playlist, as a running line, or beside the main part', () => {
  const stock = {
    playlists: [
      { id: 'outer', name: 'Outer', slots: [nested('inner'), item('a'), item('a')] },
      { id: 'inner', name: 'Inner', slots: [item('b'), nested('outer')] },
      { id: 'side', name: 'Side', slots: [item('c')] },
      { id: 'idle', name: 'Idle', slots: [item('d')] },
    ],
    entries: [
      { id: 'e1', name: 'Morning', playlistId: 'outer', tickerPlaylistId: null, layoutId: null },
      { id: 'e2', name: 'Evening', playlistId: 'inner', tickerPlaylistId: 'side', layoutId: 'l' },
      { id: 'e3', name: 'Night', playlistId: 'gone', tickerPlaylistId: null, layoutId: 'l' },
    ],
    layouts: [
      { id: 'l', regions: [{ id: 'r', frame, languages: { kind: 'sequence' }, content: { kind: 'playlist', playlistId: 'side' } }] },
    ],
    // of all of these only what leads from one to the other counts here
  } as unknown as Stock;
  const names = [...usageOf(stock)].map(([id, { playlists, entries }]) => [
    id,
    playlists.map(({ name }) => name),
    entries.map(({ name }) => name),
  ]);
  expect(names).toEqual([
    ['a', ['Outer'], ['Morning', 'Evening']],
    ['b', ['Inner'], ['Morning', 'Evening']],
    ['c', ['Side'], ['Evening', 'Night']],
    ['d', ['Idle'], []],
  ]);
});
