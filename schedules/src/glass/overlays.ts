import { compareIds } from '../contest/compare-ids.ts';
import { compareTiers, keep, tileAt } from '../contest/contender.ts';
import type { Contender } from '../contest/contender.ts';
import { partAt, shownIn } from '../loops/region-part.ts';
import type { RegionPart } from '../loops/region-part.ts';
import type { SiteDays } from '../time/site-days.ts';
import type { ShownOverlay, ShownRegion } from '../answer.ts';
import { chunkOf } from '../spans/tiles.ts';
import type { Tile } from '../spans/tiles.ts';
import type { Stretch, Winners } from '../contest/winner.ts';

/** What lies over the winner. */
export type Overlays = {
  /** The overlays of a winner at an instant, the lowest first, if nothing hides them; and the first instant at which that may differ. */
  readonly over: (stretch: Stretch, atMs: number) => { readonly shown: readonly ShownOverlay[]; readonly untilMs: number };
};

type On = { readonly overlay: Contender; readonly tile: Tile; readonly parts: readonly RegionPart[] };
/** A stretch in which the same overlays are on, whoever wins, and only the positions of their loops move. */
type OverlayPiece = { readonly fromMs: number; readonly untilMs: number; readonly on: readonly On[] };

const maxKeptChunks = 400;

/** The overlays of a plan; null where it has none. What is kept speeds it up and changes no answer. */
export function createOverlays(overlays: readonly Contender[], winners: Winners, days: SiteDays): Overlays | null {
  if (overlays.length === 0) return null;
  const kept = new Map<number, OverlayPiece[]>();

  function pieceAt(atMs: number): OverlayPiece {
    const chunk = chunkOf(atMs);
    if (kept.size >= maxKeptChunks && !kept.has(chunk)) kept.clear();
    const pieces = keep(kept, chunk, () => []);
    const known = pieces.find((piece) => piece.fromMs <= atMs && atMs < piece.untilMs);
    if (known !== undefined) return known;
    const piece = makePiece(overlays, atMs, days);
    pieces.push(piece);
    return piece;
  }

  return {
    over: (stretch, atMs) => {
      const piece = pieceAt(atMs);
      let { untilMs } = piece;
      const shown: ShownOverlay[] = [];
      for (const one of piece.on) {
        const { entry } = one.overlay;
        if (compareTiers(entry.tier, stretch.contender.entry.tier) < 0) continue;
        const regions = one.parts.map((part): ShownRegion => {
          const now = shownIn(part, atMs, 0, days);
          if (now.shown.kind !== 'item') return { regionId: part.regionId, entryId: entry.id, shown: now.shown };
          const isSure = now.untilMs <= piece.untilMs && now.untilMs <= stretch.untilMs;
          const endMs = isSure ? now.untilMs : goneBy(one, atMs, now.untilMs, winners);
          untilMs = Math.min(untilMs, endMs);
          return { regionId: part.regionId, entryId: entry.id, shown: { ...now.shown, untilMs: endMs } };
        });
        shown.push({ entryId: entry.id, layoutId: entry.layoutId ?? '', regions });
      }
      return { shown, untilMs };
    },
  };
}

function makePiece(overlays: readonly Contender[], atMs: number, days: SiteDays): OverlayPiece {
  let fromMs = -Infinity;
  let untilMs = Infinity;
  const on: On[] = [];
  for (const overlay of overlays) {
    const tile = tileAt(overlay, atMs);
    const epoch = overlay.main.epochAt(atMs);
    const isOn = tile.state === 'on' && overlay.main.roundAt(atMs).showings.length > 0;
    const parts = isOn ? overlay.regions.map((region) => partAt({ ...tile, turnFromMs: null }, region, atMs, days)) : [];
    if (isOn) on.push({ overlay, tile, parts });
    for (const span of [tile, epoch, ...parts]) {
      fromMs = Math.max(fromMs, span.fromMs);
      untilMs = Math.min(untilMs, span.untilMs);
    }
  }
  return { fromMs, untilMs, on: on.sort(lowestFirst) };
}

function lowestFirst(a: On, b: On): number {
  const [one, other] = [a.overlay.entry, b.overlay.entry];
  return (
    compareTiers(one.tier, other.tier) ||
    one.specificity - other.specificity ||
    (a.tile.startMs === b.tile.startMs ? 0 : a.tile.startMs - b.tile.startMs) ||
    compareIds(other.id, one.id)
  );
}

/** When an overlay that is seen at an instant is gone, or begins anew, or is outranked; the limit where it stays so long. */
function goneBy({ overlay, tile }: On, atMs: number, limitMs: number, winners: Winners): number {
  let endMs = Math.min(limitMs, tile.untilMs, overlay.main.epochAt(atMs).untilMs);
  while (endMs < limitMs) {
    const next = tileAt(overlay, endMs);
    if (next.state !== 'on' || next.startMs !== tile.startMs || overlay.main.roundAt(endMs).showings.length === 0) break;
    endMs = Math.min(limitMs, next.untilMs, overlay.main.epochAt(endMs).untilMs);
  }
  for (let walkMs = atMs; walkMs < endMs;) {
    const stretch = winners.stretchAt(walkMs);
    if (compareTiers(overlay.entry.tier, stretch.contender.entry.tier) < 0) return walkMs;
    walkMs = stretch.untilMs;
  }
  return endMs;
}
