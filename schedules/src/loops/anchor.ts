import type { Loop } from './loop.ts';
import type { SiteDays } from '../time/site-days.ts';
import type { AnchoredBy } from '../answer.ts';
import type { Tile } from '../spans/tiles.ts';

/** What an entry's loops are counted from, but for the days and the items. */
export type Run = { readonly startMs: number; readonly startedBy: Tile['startedBy']; readonly turnFromMs: number | null };

export type Anchor = { readonly anchorMs: number; readonly anchoredBy: AnchoredBy };

/** Where a loop that is on at an instant began: the latest of the start of the run, its turn, the site's day, the last change of its set. */
export function anchorOf(run: Run, loop: Loop | null, atMs: number, days: SiteDays): Anchor {
  const turnMs = run.turnFromMs ?? -Infinity;
  const begun: Anchor =
    turnMs > run.startMs ? { anchorMs: turnMs, anchoredBy: 'turn' } : { anchorMs: run.startMs, anchoredBy: run.startedBy };
  const dayMs = days.startAt(atMs);
  const base: Anchor = begun.anchorMs >= dayMs ? begun : { anchorMs: dayMs, anchoredBy: 'day-start' };
  const changedMs = loop?.lastChange(atMs, base.anchorMs) ?? null;
  return changedMs === null ? base : { anchorMs: changedMs, anchoredBy: 'items-changed' };
}
