import type { StoredEntry, StoredLayout, StoredPlaylist } from '@gatecast/protocol';

type Named = { readonly id: string; readonly name: string };
/** Where an item is: the playlists with it in a slot, and the entries that play it, also by a playlist within another. */
export type ItemUsage = { readonly playlists: readonly Named[]; readonly entries: readonly Named[] };

type Stock = {
  readonly playlists: readonly Pick<StoredPlaylist, 'id' | 'name' | 'slots'>[];
  readonly entries: readonly Pick<StoredEntry, 'id' | 'name' | 'playlistId' | 'tickerPlaylistId' | 'layoutId'>[];
  readonly layouts: readonly Pick<StoredLayout, 'id' | 'regions'>[];
};

/** Where every used item is, by its id; of what the person may see. */
export function usageOf({ playlists, entries, layouts }: Stock): ReadonlyMap<string, ItemUsage> {
  const byId = new Map<string, Stock['playlists'][number]>(playlists.map((playlist) => [playlist.id, playlist]));
  const besides = new Map<string, readonly string[]>(
    layouts.map(({ id, regions }) => [id, regions.flatMap(({ content }) => (content.kind === 'playlist' ? [content.playlistId] : []))]),
  );
  const usage = new Map<string, { readonly playlists: Named[]; readonly entries: Named[] }>();
  const of = (itemId: string) => {
    const known = usage.get(itemId) ?? { playlists: [], entries: [] };
    usage.set(itemId, known);
    return known;
  };
  for (const { id, name, slots } of playlists)
    for (const itemId of new Set(slots.flatMap((slot) => (slot.kind === 'item' ? [slot.itemId] : []))))
      of(itemId).playlists.push({ id, name });
  for (const { id, name, playlistId, tickerPlaylistId, layoutId } of entries) {
    const seen = new Set<string>();
    const walk = (playlist: string): readonly string[] => {
      if (seen.has(playlist)) return [];
      seen.add(playlist);
      return (byId.get(playlist)?.slots ?? []).flatMap((slot) => (slot.kind === 'item' ? [slot.itemId] : walk(slot.playlistId)));
    };
    const played = [playlistId, tickerPlaylistId ?? '', ...(besides.get(layoutId ?? '') ?? [])].flatMap(walk);
    for (const itemId of new Set(played)) of(itemId).entries.push({ id, name });
  }
  return usage;
}
