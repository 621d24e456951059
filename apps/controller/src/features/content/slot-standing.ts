import type { Item, StoredPlaylist } from '@gatecast/protocol';

/** Whether a playlist's item is shown when its turn comes, and else why not. */
export type Standing = 'playable' | 'unapproved' | 'early' | 'over';

/** How an item stands at an instant: approved in some language, and within its own and that language's validity. */
export function standingOf(item: Pick<Item, 'validity' | 'variants'>, nowMs: number): Standing {
  const approved = item.variants.filter(({ approvedRevision }) => approvedRevision !== null);
  if (approved.length === 0) return 'unapproved';
  const own = withinAt(item.validity, nowMs);
  if (own !== 'playable') return own;
  const each = new Set(approved.map(({ validity }) => withinAt(validity, nowMs)));
  if (each.has('playable')) return 'playable';
  return each.has('early') ? 'early' : 'over';
}

function withinAt({ fromMs, untilMs }: Item['validity'], nowMs: number): 'playable' | 'early' | 'over' {
  if (untilMs !== null && untilMs <= nowMs) return 'over';
  return fromMs !== null && fromMs > nowMs ? 'early' : 'playable';
}

/**
 * Milliseconds of one round of the items that are playable at an instant, each as often as its weight says and as long
 * as its longest language. Playlists within the playlist are not counted.
 */
export function roundMs(slots: StoredPlaylist['slots'], items: readonly Item[], nowMs: number): number {
  return slots.reduce((sum, slot) => {
    const item = slot.kind === 'item' ? items.find(({ id }) => id === slot.itemId) : undefined;
    if (item === undefined || standingOf(item, nowMs) !== 'playable') return sum;
    const playable = item.variants.filter(
      ({ approvedRevision, validity }) => approvedRevision !== null && withinAt(validity, nowMs) === 'playable',
    );
    return sum + slot.weight * Math.max(...playable.map(({ durationMs }) => durationMs));
  }, 0);
}
