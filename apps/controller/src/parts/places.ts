import type { Area, Site, WallScreen } from '@gatecast/protocol';
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

type ToldPlaces = { readonly sites: readonly Site[]; readonly areas: readonly Area[] };
export type SitesAndAreas = ReturnType<typeof namedPlaces>;

function namedPlaces(told: ToldPlaces, language: string) {
  const { sites, areas } = told;
  const siteById = new Map<string, Site>(sites.map((site) => [site.id, site]));
  const placesBySite = new Map<string, readonly Place[]>(sites.map((site) => [site.id, placesOf(site.id, areas, language)]));
  const placed = new Map<string, Place>([...placesBySite.values()].flat().map((place) => [place.area.id, place]));
  return {
    sites,
    areas,
    /** Whether the server has told them: before, there seem to be none. */
    isKnown: told !== noPlaces,
    siteName: (id: string) => nameIn(siteById.get(id)?.names ?? {}, language),
    areaPath: (id: string | null) => (id === null ? '' : (placed.get(id)?.path ?? '')),
    areasOf: (siteId: string) => placesBySite.get(siteId) ?? [],
    zoneOf: (siteId: string) => siteById.get(siteId)?.timeZone ?? 'UTC',
    /** The zone that lists spanning sites are told in. */
    mainZone: sites[0]?.timeZone ?? 'UTC',
  };
}

// made once for all who ask, not once for each of a hundred tiles
const named = new WeakMap<ToldPlaces, Map<string, SitesAndAreas>>();
const byId = new WeakMap<readonly WallScreen[], ReadonlyMap<string, WallScreen>>();
const noPlaces: ToldPlaces = { sites: [], areas: [] };
const noScreens: readonly WallScreen[] = [];

function screensById(screens: readonly WallScreen[]): ReadonlyMap<string, WallScreen> {
  let known = byId.get(screens);
  if (known === undefined) {
    known = new Map(screens.map((screen) => [screen.id, screen]));
    byId.set(screens, known);
  }
  return known;
}

/** Sites and areas by id, with their names in the interface's language; the same object until one of them changes. */
export function useSitesAndAreas(): SitesAndAreas {
  const language = useLanguage();
  const { data: told = noPlaces } = useQuery(placesQuery);
  let languages = named.get(told);
  if (languages === undefined) {
    languages = new Map();
    named.set(told, languages);
  }
  let known = languages.get(language);
  if (known === undefined) {
    known = namedPlaces(told, language);
    languages.set(language, known);
  }
  return known;
}

/** The same with all screens: whoever asks is drawn again each time that one of them is heard of. */
export function usePlaces() {
  const places = useSitesAndAreas();
  const { data: screens = noScreens } = useQuery(screensQuery);
  return useMemo(
    () => ({
      ...places,
      screens,
      screenName: (id: string) => screensById(screens).get(id)?.name ?? id.slice(0, 8),
      zoneOfScreen: (id: string) => {
        const screen = screensById(screens).get(id);
        return screen !== undefined && places.sites.some((site) => site.id === screen.siteId)
          ? places.zoneOf(screen.siteId)
          : places.mainZone;
      },
    }),
    [places, screens],
  );
}
