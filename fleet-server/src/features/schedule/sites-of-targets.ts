import type { Target } from '@gatecast/protocol';
import type { Fleet } from '../fleet/store.ts';

/** The site in which a target lies; null: there is no such target. */
export function siteOfTarget(fleet: Fleet, target: Target): string | null {
  switch (target.kind) {
    case 'site':
      return fleet.sites.has(target.siteId) ? target.siteId : null;
    case 'area':
      return fleet.areas.get(target.areaId)?.siteId ?? null;
    case 'screen':
      return fleet.screens.get(target.screenId)?.siteId ?? null;
  }
}

/** The sites that a list of targets reaches. */
export function sitesOfTargets(fleet: Fleet, targets: readonly Target[]): ReadonlySet<string> {
  return new Set(targets.flatMap((target) => siteOfTarget(fleet, target) ?? []));
}
