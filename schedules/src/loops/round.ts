import { countUpTo } from '../count-in-order.ts';
import type { Playlist } from '../plan.ts';
import type { Showing } from './showing.ts';
import { spread } from './spread.ts';

/** One occurrence of an item in a round: its showings from `first`, `count` of them, one after another. */
export type ItemTurn = { readonly first: number; readonly count: number; readonly durationMs: number };

/** One round of a loop: what is shown, and when within the round. */
export type Round = {
  readonly showings: readonly Showing[];
  /** Start of each showing after the start of the round, ascending. */
  readonly startsMs: readonly number[];
  /** The showings by occurrences of items. */
  readonly turns: readonly ItemTurn[];
  readonly turnStartsMs: readonly number[];
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
  const showings: Showing[] = [];
  const startsMs: number[] = [];
  const turns: ItemTurn[] = [];
  const turnStartsMs: number[] = [];
  let durationMs = 0;
  for (const ofItem of occurrencesIn(playlist, playlists, showingsByItem)) {
    const startMs = durationMs;
    const first = showings.length;
    for (const showing of ofItem) {
      startsMs.push(durationMs);
      showings.push(showing);
      durationMs += showing.durationMs;
    }
    turns.push({ first, count: ofItem.length, durationMs: durationMs - startMs });
    turnStartsMs.push(startMs);
  }
  const first = showings[0];
  const isSteady = showings.every((showing) => first !== undefined && isSameShowing(first, showing));
  return { showings, startsMs, turns, turnStartsMs, durationMs, key: keyOf(showingsByItem), isSteady };
}

/** Where a round stands when its loop has played for `playedMs`. The round is not empty. */
export function positionIn(round: Round, playedMs: number): { readonly showing: Showing; readonly sinceMs: number } {
  const withinMs = playedMs % round.durationMs;
  const index = countUpTo(round.startsMs, withinMs) - 1;
  const showing = round.showings[index];
  if (showing === undefined) throw new RangeError('position asked of an empty round');
  return { showing, sinceMs: withinMs - (round.startsMs[index] ?? 0) };
}

/** The occurrence of an item that a loop is in when it has played for `playedMs`: its index, and how long it has been on. */
export function itemTurnIn(round: Round, playedMs: number): { readonly index: number; readonly sinceMs: number } {
  const withinMs = playedMs % round.durationMs;
  const index = countUpTo(round.turnStartsMs, withinMs) - 1;
  return { index, sinceMs: withinMs - (round.turnStartsMs[index] ?? 0) };
}

function isSameShowing(a: Showing, b: Showing): boolean {
  return a.itemId === b.itemId && a.isSubstitute === b.isSubstitute && a.languages.join() === b.languages.join();
}

/** The occurrences of items in one round, each with its showings. */
function occurrencesIn(
  playlist: Playlist,
  playlists: ReadonlyMap<string, Playlist>,
  showingsByItem: ReadonlyMap<string, readonly Showing[]>,
): readonly (readonly Showing[])[] {
  const members: { readonly weight: number; readonly occurrences: readonly (readonly Showing[])[] }[] = [];
  for (const slot of playlist.slots) {
    if (slot.kind === 'item') {
      const showings = showingsByItem.get(slot.itemId) ?? [];
      if (showings.length > 0) members.push({ weight: slot.weight, occurrences: [showings] });
      continue;
    }
    const nested = playlists.get(slot.playlistId);
    const occurrences = nested === undefined ? [] : occurrencesIn(nested, playlists, showingsByItem);
    if (occurrences.length > 0) members.push({ weight: slot.weight, occurrences });
  }
  return spread(members.map((member) => member.weight)).flatMap((index) => members[index]?.occurrences ?? []);
}

function keyOf(showingsByItem: ReadonlyMap<string, readonly Showing[]>): string {
  const parts: (string | boolean | readonly string[])[] = [];
  for (const showings of showingsByItem.values()) {
    for (const showing of showings) parts.push(showing.itemId, showing.languages, showing.isSubstitute);
  }
  return JSON.stringify(parts);
}
