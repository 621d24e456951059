import type { Entry, Plan, Tier } from '../../src/plan.ts';
import { mainMode, roundOf, siteDayAt, validityEdges } from './round.ts';
import type { Spread } from './round.ts';
import { edgesOf, layersOf, onAt } from './spans.ts';
import type { OnState } from './spans.ts';

// A site's day cut at every instant at which who is on, what can be shown or whose turn it is may change.

export type State = { readonly entry: Entry; readonly on: OnState; readonly hasSomething: boolean };
export type Turn = { readonly fromMs: number; readonly untilMs: number };
/** Those of one rank that take turns: whose turn it is, and when the set changes or the day ends. */
export type Ring = { readonly ids: readonly string[]; readonly cycleFromMs: number; readonly cycleUntilMs: number };
export type Stretch = {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly states: readonly State[];
  readonly winner: State & { readonly on: Extract<OnState, { kind: 'on' }> };
  /** Of the winner; null where it takes none. */
  readonly turn: Turn | null;
  readonly ring: Ring | null;
};
type Piece = { readonly fromMs: number; readonly untilMs: number; readonly states: readonly State[] };

export const tiers: readonly Tier[] = ['fallback', 'regular', 'campaign', 'priority'];

export function stretchesOf(plan: Plan, atMs: number, spread: Spread): readonly Stretch[] {
  const pieces = piecesOf(plan, atMs, spread);
  return pieces.flatMap((piece, index) => {
    const rank = winningRank(piece);
    const rivals = rivalsOf(piece, rank);
    const ring = rivals.length > 1 && rivals.every(({ entry }) => entry.turnMs !== undefined) ? ringOf(pieces, index, rank) : null;
    if (ring !== null) return turnsIn(piece, rivals, ring);
    const winner = rivals.toSorted((a, b) => startOf(b) - startOf(a) || (a.entry.id < b.entry.id ? -1 : 1))[0];
    return winner === undefined ? [] : [{ ...piece, winner: asWinner(winner), turn: null, ring: null }];
  });
}

function startOf(state: State): number {
  return state.on.kind === 'on' ? Math.max(state.on.startMs, -Number.MAX_VALUE) : -Number.MAX_VALUE;
}

function asWinner(state: State): Stretch['winner'] {
  if (state.on.kind !== 'on') throw new Error('a winner that is off');
  return { ...state, on: state.on };
}

function piecesOf(plan: Plan, atMs: number, spread: Spread): readonly Piece[] {
  const day = siteDayAt(plan, atMs);
  const layers = plan.entries.map((entry) => ({ entry, layers: layersOf(plan, entry, day.fromMs, day.untilMs) }));
  const edges = [...layers.flatMap((one) => edgesOf(one.layers)), ...validityEdges(plan.items)];
  const inside = edges.filter((edgeMs) => edgeMs > day.fromMs && edgeMs < day.untilMs);
  const cuts = [...new Set([day.fromMs, ...inside, day.untilMs])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((fromMs, index) => ({
    fromMs,
    untilMs: cuts[index + 1] ?? day.untilMs,
    states: layers.map(({ entry, layers: of }) => ({
      entry,
      on: onAt(of, fromMs),
      hasSomething: roundOf(plan, entry.playlistId, mainMode(plan, entry), fromMs, spread).length > 0,
    })),
  }));
}

type Rank = { readonly tier: Tier; readonly specificity: number };

export function competes({ entry, on, hasSomething }: State): boolean {
  return entry.mode === 'replace' && on.kind === 'on' && hasSomething;
}

function winningRank(piece: Piece): Rank {
  const [best] = piece.states
    .filter(competes)
    .toSorted((a, b) => tiers.indexOf(b.entry.tier) - tiers.indexOf(a.entry.tier) || b.entry.specificity - a.entry.specificity);
  if (best === undefined) throw new Error('blank');
  return best.entry;
}

/** Those of one rank that compete, in order of id. */
export function rivalsOf(piece: { readonly states: readonly State[] }, rank: Rank): readonly State[] {
  return piece.states
    .filter((state) => competes(state) && state.entry.tier === rank.tier && state.entry.specificity === rank.specificity)
    .toSorted((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
}

function ringOf(pieces: readonly Piece[], index: number, rank: Rank): Ring {
  const idsAt = (at: number): string => {
    const piece = pieces[at];
    return piece === undefined
      ? ''
      : rivalsOf(piece, rank)
          .map((state) => state.entry.id)
          .join(' ');
  };
  let first = index;
  while (idsAt(first - 1) === idsAt(index)) first -= 1;
  let last = index;
  while (idsAt(last + 1) === idsAt(index)) last += 1;
  return { ids: idsAt(index).split(' '), cycleFromMs: pieces[first]?.fromMs ?? NaN, cycleUntilMs: pieces[last]?.untilMs ?? NaN };
}

/** Goes round the ring from the beginning of the cycle and keeps what falls into the piece. */
function turnsIn(piece: Piece, rivals: readonly State[], ring: Ring): readonly Stretch[] {
  const found: Stretch[] = [];
  let fromMs = ring.cycleFromMs;
  for (let next = 0; fromMs < piece.untilMs; next = (next + 1) % rivals.length) {
    const state = rivals[next];
    if (state === undefined) throw new Error('an empty ring');
    const endMs = fromMs + (state.entry.turnMs ?? NaN);
    if (endMs > piece.fromMs) {
      found.push({
        ...piece,
        fromMs: Math.max(fromMs, piece.fromMs),
        untilMs: Math.min(endMs, piece.untilMs),
        winner: asWinner(state),
        turn: { fromMs, untilMs: Math.min(endMs, ring.cycleUntilMs) },
        ring,
      });
    }
    fromMs = endMs;
  }
  return found;
}

/** When the next turn of an entry begins after an instant; null where the cycle is cut before. */
export function nextTurnOf(ring: Ring, entries: readonly Entry[], id: string, atMs: number): number | null {
  let fromMs = ring.cycleFromMs;
  for (let next = 0; fromMs < ring.cycleUntilMs; next = (next + 1) % ring.ids.length) {
    if (ring.ids[next] === id && fromMs > atMs) return fromMs;
    fromMs += entries.find((entry) => entry.id === ring.ids[next])?.turnMs ?? NaN;
  }
  return null;
}
