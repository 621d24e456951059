import type { Area, Site } from '@gatecast/protocol';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { placesQuery, screensQuery } from '../api/queries.ts';
import { nameIn } from '../words/names.ts';
import { useLanguage } from '../words/words.ts';

export type Place = { readonly area: Area; readonly path: string; readonly depth: number };

/** The areas of a site in the order of the tree, each with its path of names. */
export function placesOf(siteId: string, areas: readonly Area[], language: string): Place[] {
  const below = (parentId: string | null, path: string, depth: number): Place[] =>
    areas
      .filter((area) => area.siteId === siteId && area.parentId === parentId)
      .flatMap((area) => {
        const own = path === '' ? nameIn(area.names, language) : `${path} › ${nameIn(area.names, language)}`;
        return [{ area, path: own, depth }, ...below(area.id, own, depth + 1)];
      });
  return below(null, '', 0);
}

/** An area and all that lies in it. */
export function areasInside(areas: readonly Area[], areaId: string): string[] {
  return [areaId, ...areas.filter(({ parentId }) => parentId === areaId).flatMap(({ id }) => areasInside(areas, id))];
}

/** Sites, areas and screens by id, with their names in the interface's language. */
export function usePlaces() {
  const language = useLanguage();
  const { data: places } = useQuery(placesQuery);
  const { data: screens } = useQuery(screensQuery);
  return useMemo(() => {
    const sites: readonly Site[] = places?.sites ?? [];
    const areas = places?.areas ?? [];
    const siteById = new Map<string, Site>(sites.map((site) => [site.id, site]));
    const placed = new Map<string, Place>(
      sites.flatMap((site) => placesOf(site.id, areas, language)).map((place) => [place.area.id, place]),
    );
    const screenById = new Map((screens ?? []).map((screen) => [screen.id as string, screen]));
    return {
      sites,
      areas,
      siteName: (id: string) => nameIn(siteById.get(id)?.names ?? {}, language),
      areaPath: (id: string | null) => (id === null ? '' : (placed.get(id)?.path ?? '')),
      areasOf: (siteId: string) => placesOf(siteId, areas, language),
      screenName: (id: string) => screenById.get(id)?.name ?? id.slice(0, 8),
      screens: screens ?? [],
      zoneOf: (siteId: string) => siteById.get(siteId)?.timeZone ?? 'UTC',
      zoneOfScreen: (id: string) => siteById.get(screenById.get(id)?.siteId ?? '')?.timeZone ?? sites[0]?.timeZone ?? 'UTC',
      /** The zone that lists spanning sites are told in. */
      mainZone: sites[0]?.timeZone ?? 'UTC',
    };
  }, [places, screens, language]);
}
