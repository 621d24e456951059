import type { AreaId, ScreenId, SiteId, Target } from '@gatecast/protocol';
import { usePlaces } from '../../parts/places.ts';

/** A target as one string, the form that a multi-select holds. */
export function targetKey(target: Target): string {
  switch (target.kind) {
    case 'site':
      return `site:${target.siteId}`;
    case 'area':
      return `area:${target.areaId}`;
    case 'screen':
      return `screen:${target.screenId}`;
  }
}

/** Reads what `targetKey` wrote. */
export function targetOf(key: string): Target {
  const [kind, id = ''] = key.split(':');
  if (kind === 'site') return { kind, siteId: id as SiteId };
  if (kind === 'area') return { kind, areaId: id as AreaId };
  return { kind: 'screen', screenId: id as ScreenId };
}

/** Names targets, and lists all there are. */
export function useTargets() {
  const places = usePlaces();
  const name = (target: Target): string => {
    switch (target.kind) {
      case 'site':
        return places.siteName(target.siteId);
      case 'area':
        return places.areaPath(target.areaId);
      case 'screen':
        return places.screenName(target.screenId);
    }
  };
  return { name, places };
}
