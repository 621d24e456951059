import type { Contenders } from '../contest/contender.ts';
import type { Play } from '../interrupts/play-book.ts';
import type { Interrupts } from '../interrupts/interrupts.ts';
import type { Overlays } from './overlays.ts';
import type { Piece } from './piece.ts';
import { partAt, shownIn } from '../loops/region-part.ts';
import type { SiteDays } from '../time/site-days.ts';
import type { ShownOverlay, ShownRegion } from '../answer.ts';
import type { Stretch, Winners } from '../contest/winner.ts';

/** What the glass shows from an instant on: no other before `untilMs`. */
export type Scene = {
  readonly stretch: Stretch;
  readonly piece: Piece;
  readonly regions: readonly ShownRegion[];
  readonly overlays: readonly ShownOverlay[];
  readonly play: Play | null;
  readonly untilMs: number;
};

/** What a timeline is made of. */
export type Works = {
  readonly contenders: Contenders;
  readonly winners: Winners;
  readonly interrupts: Interrupts | null;
  readonly overlays: Overlays | null;
  readonly days: SiteDays;
  /** The site's languages. */
  readonly languages: readonly string[];
};

const noOverlays: readonly ShownOverlay[] = [];

/** Makes the function that gives the scene at an instant. What it remembers speeds it up and changes no answer. */
export function createScenes({ winners, interrupts, overlays, days }: Works): (atMs: number) => Scene {
  let last: { readonly stretch: Stretch; readonly piece: Piece } | null = null;

  function pieceAt(stretch: Stretch, atMs: number): Piece {
    if (last !== null && last.stretch === stretch && atMs >= last.piece.fromMs && atMs < last.piece.untilMs) return last.piece;
    let piece = stretch.pieces.find((one) => atMs >= one.fromMs && atMs < one.untilMs);
    if (piece === undefined) {
      piece = makePiece(stretch, atMs);
      stretch.pieces.push(piece);
    }
    last = { stretch, piece };
    return piece;
  }

  function makePiece(stretch: Stretch, atMs: number): Piece {
    const { entry, regions } = stretch.contender;
    const parts = regions.map((region) => partAt(stretch, region, atMs, days));
    const anchor = parts[0]?.anchor;
    if (anchor === undefined) throw new RangeError('a contender has a main region');
    const { id, tier, specificity } = entry;
    return {
      fromMs: parts.reduce((ms, part) => Math.max(ms, part.fromMs), stretch.fromMs),
      untilMs: parts.reduce((ms, part) => Math.min(ms, part.untilMs), stretch.untilMs),
      parts,
      isSteady: parts.every((part) => part.isSteady) && interrupts === null && overlays === null,
      reason: { winner: { entryId: id, tier, specificity, anchorMs: anchor.anchorMs, anchor: anchor.anchoredBy } },
    };
  }

  /** Each region by itself; the stretch cuts what would go on after it. An interrupt that speaks has the main region. */
  function regionsAt(stretch: Stretch, piece: Piece, atMs: number, play: Play | null): Pick<Scene, 'regions' | 'untilMs'> {
    const { entry } = stretch.contender;
    let untilMs = Infinity;
    const regions = piece.parts.map((part, index): ShownRegion => {
      const isMain = index === 0;
      if (isMain && play !== null) {
        const shown = spokenIn(play, atMs);
        untilMs = Math.min(untilMs, shown.untilMs);
        return { regionId: part.regionId, entryId: play.interrupter.entry.id, shown };
      }
      const pausedMs = isMain && interrupts !== null ? interrupts.spokenMs(stretch.contender, part.anchor.anchorMs, atMs) : 0;
      const now = shownIn(part, atMs, pausedMs, days);
      const isCut = now.shown.kind === 'item' && now.untilMs > stretch.untilMs;
      const endMs = isCut ? winners.endOf(stretch, now.untilMs) : now.untilMs;
      untilMs = Math.min(untilMs, endMs);
      const shown = isCut && now.shown.kind === 'item' ? { ...now.shown, untilMs: endMs } : now.shown;
      return { regionId: part.regionId, entryId: entry.id, shown };
    });
    return { regions, untilMs: untilMs <= stretch.untilMs ? untilMs : winners.endOf(stretch, untilMs) };
  }

  return (atMs) => {
    const stretch = winners.stretchAt(atMs);
    const piece = pieceAt(stretch, atMs);
    const play = interrupts?.playAt(atMs) ?? null;
    const { regions, untilMs } = regionsAt(stretch, piece, atMs, play);
    if (overlays === null || play?.interrupter.entry.isAlone === true) {
      return { stretch, piece, regions, overlays: noOverlays, play, untilMs };
    }
    const over = overlays.over(stretch, atMs);
    return { stretch, piece, regions, overlays: over.shown, play, untilMs: Math.min(untilMs, over.untilMs) };
  };
}

/** What an interrupt says at an instant of its item: one variant after another. */
function spokenIn(play: Play, atMs: number): Extract<ShownRegion['shown'], { kind: 'item' }> {
  let fromMs = play.fromMs;
  for (let index = play.turn.first; index < play.turn.first + play.turn.count; index += 1) {
    const showing = play.round.showings[index];
    if (showing === undefined) break;
    const untilMs = fromMs + showing.durationMs;
    const { itemId, languages, isSubstitute } = showing;
    if (atMs < untilMs) return { kind: 'item', itemId, languages, isSubstitute, fromMs, untilMs };
    fromMs = untilMs;
  }
  throw new RangeError('an interrupt is asked after its end');
}
