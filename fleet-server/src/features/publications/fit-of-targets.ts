import type { Target } from '@gatecast/protocol';

/** Where a screen stands; `areaIds` has the innermost first. */
export type ScreenPlace = { readonly id: string; readonly siteId: string; readonly areaIds: readonly string[] };

const screenFit = 1_000;

/** How closely the best target fits: 0 the site, n an area at depth n, 1000 the screen itself; null: none addresses it. */
export function fitOfTargets(targets: readonly Target[], screen: ScreenPlace): number | null {
  let best: number | null = null;
  for (const target of targets) {
    const fit = fitOf(target, screen);
    if (fit !== null && (best === null || fit > best)) best = fit;
  }
  return best;
}

function fitOf(target: Target, screen: ScreenPlace): number | null {
  switch (target.kind) {
    case 'site':
      return target.siteId === screen.siteId ? 0 : null;
    case 'area': {
      const index = screen.areaIds.indexOf(target.areaId);
      return index < 0 ? null : screen.areaIds.length - index;
    }
    case 'screen':
      return target.screenId === screen.id ? screenFit : null;
  }
}
