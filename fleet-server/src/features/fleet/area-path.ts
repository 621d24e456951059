import type { Fleet } from './store.ts';

/** Areas nest to this depth. */
export const maxAreaDepth = 8;

/** The area and all that it lies in, innermost first; empty for null. */
export function areaPath(fleet: Fleet, areaId: string | null): readonly string[] {
  const path: string[] = [];
  let next = areaId;
  // a cycle cannot be written, but a bound costs nothing and a loop here would stop the server
  while (next !== null && path.length < maxAreaDepth) {
    path.push(next);
    next = fleet.areas.get(next)?.parentId ?? null;
  }
  return path;
}

/** The screens that a list of areas and screens of a site addresses; both empty: the whole site. */
export function screensAddressed(
  fleet: Fleet,
  siteId: string,
  targets: { readonly areaIds: readonly string[]; readonly screenIds: readonly string[] },
): readonly string[] {
  return [...fleet.screens.values()]
    .filter((screen) => screen.siteId === siteId && isAddressed(fleet, screen.id, targets))
    .map((screen) => screen.id);
}

/** Whether a screen is one of those: of a whole site, of an area that it stands in, or by itself. */
export function isAddressed(
  fleet: Fleet,
  screenId: string,
  targets: { readonly areaIds: readonly string[]; readonly screenIds: readonly string[] },
): boolean {
  if (targets.areaIds.length === 0 && targets.screenIds.length === 0) return true;
  const path = areaPath(fleet, fleet.screens.get(screenId)?.areaId ?? null);
  return targets.screenIds.includes(screenId) || path.some((areaId) => targets.areaIds.includes(areaId));
}
