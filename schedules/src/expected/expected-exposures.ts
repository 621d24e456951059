import { compareIds } from '../contest/compare-ids.ts';
import type { Answer, ShownRegion } from '../answer.ts';
import type { Timeline } from '../timeline.ts';

/** A release in force from its activation until the next one's. */
export type Programme = { readonly releaseNumber: number; readonly activatedAtMs: number; readonly timeline: Timeline };

/** One thing that a region was to show in [fromMs, untilMs). */
export type Exposure = {
  readonly releaseNumber: number;
  readonly regionId: string;
  readonly entryId: string;
  readonly itemId: string;
  /** In order; null: a member of a running line, in whatever languages it has. */
  readonly languages: readonly string[] | null;
  readonly fromMs: number;
  readonly untilMs: number;
};

/** An exposure, and the place that it fills: of the exposures of one track at most one covers an instant. */
export type Tracked = { readonly track: string; readonly exposure: Exposure };

/** A programme with the stretch of the range in which it was in force. */
export type InForce = Programme & { readonly fromMs: number; readonly untilMs: number };

/** The main region of the winner, whatever its layout calls it. */
export const mainTrack = 'main';

/** Who was in force when, in order; of releases activated at the same instant the one with the greatest number. */
export function inForce(programmes: readonly Programme[], fromMs: number, untilMs: number): readonly InForce[] {
  const inOrder = programmes.toSorted((a, b) => a.activatedAtMs - b.activatedAtMs || a.releaseNumber - b.releaseNumber);
  return inOrder
    .map((programme, index) => ({
      ...programme,
      fromMs: Math.max(fromMs, programme.activatedAtMs),
      untilMs: Math.min(untilMs, inOrder[index + 1]?.activatedAtMs ?? Infinity),
    }))
    .filter((stretch) => stretch.fromMs < stretch.untilMs);
}

/** What a release was to show while it was in force: one exposure each, whatever else changed on the screen meanwhile. By track, in order. */
export function exposuresOf({ releaseNumber, timeline, fromMs, untilMs }: InForce): ReadonlyMap<string, readonly Exposure[]> {
  const tracks = new Map<string, { key: string; exposures: Exposure[] }>();
  for (const answer of timeline.segments(fromMs, untilMs)) {
    for (const { track, key, exposure } of shownIn(answer, releaseNumber)) {
      const known = tracks.get(track) ?? { key: '', exposures: [] };
      tracks.set(track, known);
      const last = known.exposures.at(-1);
      const goesOn = last !== undefined && last.untilMs === exposure.fromMs && known.key === key;
      if (goesOn) known.exposures[known.exposures.length - 1] = { ...last, untilMs: exposure.untilMs };
      else known.exposures.push(exposure);
      known.key = key;
    }
  }
  return new Map([...tracks].map(([track, { exposures }]) => [track, exposures]));
}

/** In order of time, then of region, entry and item. */
export function compareExposures(a: Exposure, b: Exposure): number {
  return a.fromMs - b.fromMs || compareIds(a.regionId, b.regionId) || compareIds(a.entryId, b.entryId) || compareIds(a.itemId, b.itemId);
}

/** The track of a region of an answer. */
export function trackOf(region: Pick<ShownRegion, 'regionId' | 'entryId'>, place: number | 'overlay'): string {
  if (place === 'overlay') return JSON.stringify([region.entryId, region.regionId]);
  return place === 0 ? mainTrack : JSON.stringify([region.regionId]);
}

function shownIn(answer: Answer, releaseNumber: number): readonly (Tracked & { readonly key: string })[] {
  const { atMs, untilMs } = answer;
  function of(region: ShownRegion, track: string): readonly (Tracked & { readonly key: string })[] {
    const { regionId, entryId, shown } = region;
    const common = { releaseNumber, regionId, entryId, fromMs: atMs, untilMs };
    switch (shown.kind) {
      case 'item': {
        const exposure = { ...common, itemId: shown.itemId, languages: shown.languages.toSorted(compareIds) };
        return [{ track, exposure, key: JSON.stringify([entryId, regionId, shown.itemId, shown.languages, shown.fromMs]) }];
      }
      case 'ticker':
        return [...new Set(shown.itemIds)].map((itemId) => {
          const exposure = { ...common, itemId, languages: null };
          return { track: JSON.stringify([track, itemId]), exposure, key: JSON.stringify([entryId, regionId]) };
        });
      case 'clock':
      case 'empty':
        return [];
    }
  }
  return [
    ...answer.regions.flatMap((region, index) => of(region, trackOf(region, index))),
    ...answer.overlays.flatMap(({ regions }) => regions.flatMap((region) => of(region, trackOf(region, 'overlay')))),
  ];
}
