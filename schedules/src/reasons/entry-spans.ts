import type { LossReason } from './explanation.ts';
import { compareTiers, tileAt } from '../contest/contender.ts';
import type { Contender } from '../contest/contender.ts';
import type { Painted } from '../contest/painted.ts';
import type { Works } from '../glass/scene.ts';
import { loopFor } from '../interrupts/interrupt-hours.ts';
import type { Loop } from '../loops/loop.ts';
import type { Tile } from '../spans/tiles.ts';

/** What comes of an entry while it is on. */
export type SpanStanding =
  /** It is the winner; of an interrupt or an overlay: nothing keeps it from speaking. */
  | { readonly kind: 'speaking' }
  /** It takes turns with those it ties with. */
  | { readonly kind: 'by-turns' }
  /** Another, or the first of others that take turns, has the screen, or it has nothing to show. */
  | { readonly kind: 'hidden'; readonly winnerId: string; readonly why: HiddenReason };

type HiddenReason = Extract<
  LossReason,
  { readonly kind: 'nothing-to-show' | 'lower-tier' | 'less-specific' | 'earlier-start' | 'later-id' }
>;

/** A stretch in which one occurrence of an entry is on, as its `when`, dayparts and calendars say, clipped to what was asked. */
export type EntrySpan = {
  readonly entryId: string;
  /** Start of the occurrence, or of the daypart span or calendar day if that is later; it may lie before `fromMs`. null: it has none. */
  readonly startMs: number | null;
  readonly fromMs: number;
  readonly untilMs: number;
  /** They tile the span. */
  readonly parts: readonly { readonly fromMs: number; readonly untilMs: number; readonly standing: SpanStanding }[];
};

type Piece = { readonly fromMs: number; readonly untilMs: number; readonly painted: Painted };
type OpenSpan = EntrySpan & { untilMs: number; readonly startedBy: Tile['startedBy']; readonly parts: OpenPart[] };
type OpenPart = { readonly fromMs: number; untilMs: number; readonly standing: SpanStanding };

/** Makes the function that lays out when each entry is on in a range and what comes of it, by entry as they rank and by time. */
export function createEntrySpans(works: Works): (fromMs: number, untilMs: number) => readonly EntrySpan[] {
  const { groups, interrupts, overlays } = works.contenders;
  return (fromMs, untilMs) => {
    const pieces = piecesIn(works, fromMs, untilMs);
    return [...groups.flat(), ...interrupts, ...overlays].flatMap((contender) => spansOf(works, contender, pieces, fromMs, untilMs));
  };
}

/** Where the same claims compete; turns within a piece are not told apart. */
function piecesIn({ winners }: Works, fromMs: number, untilMs: number): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let atMs = fromMs; atMs < untilMs;) {
    const { painted } = winners.stretchAt(atMs);
    const endMs = Math.min(painted.untilMs, untilMs);
    pieces.push({ fromMs: atMs, untilMs: endMs, painted });
    atMs = endMs;
  }
  return pieces;
}

function spansOf(works: Works, contender: Contender, pieces: readonly Piece[], fromMs: number, untilMs: number): readonly EntrySpan[] {
  const spans: OpenSpan[] = [];
  let next = 0;
  for (let atMs = fromMs; atMs < untilMs;) {
    const tile = tileAt(contender, atMs);
    const endMs = Math.min(tile.untilMs, untilMs);
    if (tile.state === 'on') {
      const span = spanFor(spans, contender.entry.id, tile, atMs, endMs);
      while ((pieces[next]?.untilMs ?? Infinity) <= atMs) next += 1;
      for (let index = next; (pieces[index]?.fromMs ?? Infinity) < endMs; index += 1) {
        const piece = pieces[index];
        if (piece !== undefined) addParts(span.parts, works, contender, tile, piece, Math.max(piece.fromMs, atMs), endMs);
      }
    }
    atMs = endMs;
  }
  return spans.map(({ entryId, startMs, fromMs: spanFromMs, untilMs: spanUntilMs, parts }) => ({
    ...{ entryId, startMs, parts },
    fromMs: spanFromMs,
    untilMs: spanUntilMs,
  }));
}

/** The span that a tile goes on with, or a new one. */
function spanFor(spans: OpenSpan[], entryId: string, { startMs, startedBy }: Tile, fromMs: number, untilMs: number): OpenSpan {
  const last = spans.at(-1);
  const start = startMs === -Infinity ? null : startMs;
  if (last !== undefined && last.untilMs === fromMs && last.startMs === start && last.startedBy === startedBy) {
    last.untilMs = untilMs;
    return last;
  }
  const span: OpenSpan = { entryId, startMs: start, fromMs, untilMs, startedBy, parts: [] };
  spans.push(span);
  return span;
}

function addParts(parts: OpenPart[], works: Works, contender: Contender, tile: Tile, piece: Piece, fromMs: number, limitMs: number): void {
  const [first] = piece.painted.claims;
  if (first === undefined) throw new RangeError('a painted piece without a claim');
  const loop = contender.entry.mode === 'interrupt' ? loopFor(contender, first.contender, works.contenders.loopOf) : contender.main;
  const endMs = Math.min(piece.untilMs, limitMs);
  for (let atMs = fromMs; atMs < endMs;) {
    const untilMs = Math.min(loop.epochAt(atMs).untilMs, endMs);
    const standing = standingAt(contender, tile, piece.painted, loop, atMs);
    const last = parts.at(-1);
    if (last !== undefined && JSON.stringify(last.standing) === JSON.stringify(standing)) last.untilMs = untilMs;
    else parts.push({ fromMs: atMs, untilMs, standing });
    atMs = untilMs;
  }
}

function standingAt(contender: Contender, tile: Tile, { claims, cycleFromMs }: Painted, loop: Loop, atMs: number): SpanStanding {
  const [first] = claims;
  if (first === undefined) throw new RangeError('a painted piece without a claim');
  const { entry: winner } = first.contender;
  const { entry } = contender;
  const hidden = (why: HiddenReason): SpanStanding => ({ kind: 'hidden', winnerId: winner.id, why });
  if (loop.roundAt(atMs).showings.length === 0) return hidden({ kind: 'nothing-to-show', items: loop.absencesAt(atMs) });
  if (entry.mode !== 'replace')
    return compareTiers(entry.tier, winner.tier) < 0 ? hidden({ kind: 'lower-tier', winnerTier: winner.tier }) : { kind: 'speaking' };
  if (entry.tier !== winner.tier) return hidden({ kind: 'lower-tier', winnerTier: winner.tier });
  if (entry.specificity !== winner.specificity) return hidden({ kind: 'less-specific', winnerSpecificity: winner.specificity });
  if (cycleFromMs !== null) return { kind: 'by-turns' };
  if (first.contender === contender) return { kind: 'speaking' };
  return tile.startMs < first.startMs ? hidden({ kind: 'earlier-start', winnerStartMs: first.startMs }) : hidden({ kind: 'later-id' });
}
