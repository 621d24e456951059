import { compareIds } from './compare-ids.ts';
import { compareTiers, tileAt } from './contender.ts';
import type { Contender } from './contender.ts';
import { partAt, shownIn } from './region-part.ts';
import type { SiteDays } from './site-days.ts';
import type { ShownOverlay, ShownRegion } from './timeline.ts';
import type { Tile } from './tiles.ts';
import type { Stretch, Winners } from './winner.ts';

type On = { readonly overlay: Contender; readonly tile: Tile };

export type OverlaysShown = {
  /** The lowest first. */
  readonly shown: readonly ShownOverlay[];
  /** The first instant at which this may differ. */
  readonly untilMs: number;
};

/** Whether an overlay could be seen at an instant, but for the winner's tier: it is on, and has something to show. */
export function isOverlayOn(overlay: Contender, tile: Tile, atMs: number): boolean {
  return tile.state === 'on' && overlay.main.roundAt(atMs).showings.length > 0;
}

/** What lies over a winner at an instant, if nothing hides it. */
export function overlaysAt(
  overlays: readonly Contender[],
  stretch: Stretch,
  atMs: number,
  { winners, days }: { readonly winners: Winners; readonly days: SiteDays },
): OverlaysShown {
  let untilMs = Infinity;
  const on: On[] = [];
  for (const overlay of overlays) {
    const tile = tileAt(overlay, atMs);
    untilMs = Math.min(untilMs, tile.untilMs, overlay.main.epochAt(atMs).untilMs);
    const isOver = compareTiers(overlay.entry.tier, stretch.contender.entry.tier) >= 0;
    if (isOver && isOverlayOn(overlay, tile, atMs)) on.push({ overlay, tile });
  }
  on.sort(lowestFirst);
  const shown = on.map(({ overlay, tile }): ShownOverlay => {
    const regions = overlay.regions.map((region): ShownRegion => {
      const now = shownIn(partAt({ ...tile, turnFromMs: null }, region, atMs, days), atMs, 0, days);
      const endMs = now.shown.kind === 'item' ? goneBy(overlay, tile, atMs, now.untilMs, winners) : now.untilMs;
      untilMs = Math.min(untilMs, endMs);
      const seen = now.shown.kind === 'item' ? { ...now.shown, untilMs: endMs } : now.shown;
      return { regionId: region.id, entryId: overlay.entry.id, shown: seen };
    });
    return { entryId: overlay.entry.id, layoutId: overlay.entry.layoutId ?? '', regions };
  });
  return { shown, untilMs };
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
function goneBy(overlay: Contender, tile: Tile, atMs: number, limitMs: number, winners: Winners): number {
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
