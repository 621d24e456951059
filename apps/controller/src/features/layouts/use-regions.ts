import type { LayoutRegion } from '@gatecast/protocol';
import { useState } from 'react';

type Regions = readonly LayoutRegion[];
const mostSteps = 100;

/** The regions that are drawn, and the steps before. `isStep: false` goes on with the last step: a drag is taken back as one. */
export function useRegions(first: Regions) {
  const [{ now, before }, setAll] = useState<{ readonly now: Regions; readonly before: readonly Regions[] }>({ now: first, before: [] });
  return {
    regions: now,
    change: (next: (regions: Regions) => Regions, { isStep = true }: { readonly isStep?: boolean } = {}) =>
      setAll((all) => ({ now: next(all.now), before: isStep ? [...all.before, all.now].slice(-mostSteps) : all.before })),
    canUndo: before.length > 0,
    undo: () =>
      setAll((all) => {
        const last = all.before.at(-1);
        return last === undefined ? all : { now: last, before: all.before.slice(0, -1) };
      }),
  };
}
