import { mainTrack, trackOf } from './expected-exposures.ts';
import type { Exposure, InForce } from './expected-exposures.ts';
import { covering } from './expected-runs.ts';
import type { Runs } from './expected-runs.ts';
import type { ShownRegion } from '../answer.ts';

type Expected = { readonly stretch: InForce; readonly tracks: ReadonlyMap<string, readonly Exposure[]> };
/** By track, when the release before had left it. */
type Leaving = { readonly byTrack: ReadonlyMap<string, number>; readonly layoutId: string | null };

/**
 * The exposures of releases that follow one another. A release comes on in each region at the next item boundary: where the item that was on
 * at an activation was seen to run on, up to its end, it is expected until then and what comes after it from then. Where the layout
 * changes, the old main region's item holds the whole screen.
 */
export function handedOver(all: readonly Expected[], runs: Runs): readonly Exposure[] {
  const exposures: Exposure[] = [];
  const lastMs = all.at(-1)?.stretch.untilMs ?? 0;
  let leaving = nothingLeaving;
  all.forEach(({ stretch, tracks }, index) => {
    const layoutAtStart = stretch.timeline.at(stretch.fromMs).layoutId;
    const heldUntil = (track: string): number => Math.max(stretch.fromMs, heldBy(leaving, track, layoutAtStart));
    const isFollowed = all[index + 1]?.stretch.fromMs === stretch.untilMs;
    const next = isFollowed ? leavingOf(stretch, heldUntil, runs) : nothingLeaving;
    for (const [track, own] of tracks) {
      const fromMs = heldUntil(track);
      const clipped = own.filter((one) => one.untilMs > fromMs).map((one) => (one.fromMs < fromMs ? { ...one, fromMs } : one));
      const last = clipped.at(-1);
      const leftMs = Math.min(lastMs, next.byTrack.get(track) ?? stretch.untilMs);
      if (last?.untilMs === stretch.untilMs) clipped[clipped.length - 1] = { ...last, untilMs: leftMs };
      exposures.push(...clipped);
    }
    leaving = next;
  });
  return exposures;
}

const nothingLeaving: Leaving = { byTrack: new Map(), layoutId: null };

function heldBy({ byTrack, layoutId }: Leaving, track: string, newLayoutId: string | null): number {
  const mainMs = layoutId === newLayoutId ? -Infinity : (byTrack.get(mainTrack) ?? -Infinity);
  return Math.max(byTrack.get(track) ?? -Infinity, mainMs);
}

/** When the items that were on at the end of a release's time were gone, of those that were seen to run on. */
function leavingOf({ timeline, untilMs }: InForce, heldUntil: (track: string) => number, runs: Runs): Leaving {
  const answer = timeline.at(untilMs - 1);
  const byTrack = new Map<string, number>();
  function look(region: ShownRegion, track: string): void {
    const { shown } = region;
    // an item of the release before is still on: this release's own never came
    const heldMs = heldUntil(track);
    if (heldMs > untilMs) byTrack.set(track, heldMs);
    else if (shown.kind === 'item') {
      const run = covering(runs({ ...region, itemId: shown.itemId, languages: shown.languages }), untilMs);
      if (run !== null && run.fromMs < untilMs) byTrack.set(track, Math.min(run.untilMs, Math.max(shown.untilMs, untilMs)));
    }
  }
  answer.regions.forEach((region, index) => look(region, trackOf(region, index)));
  for (const { regions } of answer.overlays) for (const region of regions) look(region, trackOf(region, 'overlay'));
  return { byTrack, layoutId: answer.layoutId };
}
