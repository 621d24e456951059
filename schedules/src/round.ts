import type { Playlist } from './plan.ts';
import type { Showing } from './showing.ts';
import { spread } from './spread.ts';

/** One round of a loop: what is shown, and when within the round. */
export type Round = {
  readonly showings: readonly Showing[];
  /** Start of each showing after the start of the round, ascending. */
  readonly startsMs: readonly number[];
  readonly durationMs: number;
  /** Equal for two rounds that hold the same items in the same languages. */
  readonly key: string;
  /** True where the glass never changes while the round goes on. */
  readonly isSteady: boolean;
};

/** The round of a playlist whose items show what `showingsByItem` holds; an item without showings takes no turn. */
export function roundOf(
  playlist: Playlist,
  playlists: ReadonlyMap<string, Playlist>,
  showingsByItem: ReadonlyMap<string, readonly Showing[]>,
): Round {
  const showings = turnsIn(playlist, playlists, showingsByItem);
  const startsMs: number[] = [];
  let durationMs = 0;
  for (const showing of showings) {
    startsMs.push(durationMs);
    durationMs += showing.durationMs;
  }
  const first = showings[0];
  const isSteady = showings.every((showing) => first !== undefined && isSameShowing(first, showing));
  return { showings, startsMs, durationMs, key: keyOf(showingsByItem), isSteady };
}

/** Where a round that began at `anchorMs`, and has gone on ever since, stands at an instant. The round is not empty. */
export function positionIn(round: Round, anchorMs: number, instantMs: number): { readonly showing: Showing; readonly fromMs: number } {
  const withinMs = (instantMs - anchorMs) % round.durationMs;
  let low = 0;
  let high = round.startsMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((round.startsMs[middle] ?? Infinity) <= withinMs) low = middle + 1;
    else high = middle;
  }
  const showing = round.showings[low - 1];
  if (showing === undefined) throw new RangeError('position asked of an empty round');
  return { showing, fromMs: instantMs - withinMs + (round.startsMs[low - 1] ?? 0) };
}

function isSameShowing(a: Showing, b: Showing): boolean {
  return a.itemId === b.itemId && a.isSubstitute === b.isSubstitute && a.languages.join() === b.languages.join();
}

function turnsIn(
  playlist: Playlist,
  playlists: ReadonlyMap<string, Playlist>,
  showingsByItem: ReadonlyMap<string, readonly Showing[]>,
): readonly Showing[] {
  const members: { readonly weight: number; readonly showings: readonly Showing[] }[] = [];
  for (const slot of playlist.slots) {
    const nested = slot.kind === 'playlist' ? playlists.get(slot.playlistId) : undefined;
    const showings =
      slot.kind === 'item'
        ? (showingsByItem.get(slot.itemId) ?? [])
        : nested === undefined
          ? []
          : turnsIn(nested, playlists, showingsByItem);
    if (showings.length > 0) members.push({ weight: slot.weight, showings });
  }
  return spread(members.map((member) => member.weight)).flatMap((index) => members[index]?.showings ?? []);
}

function keyOf(showingsByItem: ReadonlyMap<string, readonly Showing[]>): string {
  const parts: (string | boolean | readonly string[])[] = [];
  for (const showings of showingsByItem.values()) {
    for (const showing of showings) parts.push(showing.itemId, showing.languages, showing.isSubstitute);
  }
  return JSON.stringify(parts);
}
