import type { ScreenState, WallScreen } from '@gatecast/protocol';
import type { SitesAndAreas } from '../../parts/places.ts';
import { inPlaceOrder } from './in-place-order.ts';
import type { WallGroup } from './wall-rows.ts';

/** By site and area, or all as one list in which those that need somebody stand first. */
export type WallView = 'sites' | 'flat';

type NamedPlaces = Pick<SitesAndAreas, 'sites' | 'siteName' | 'areasOf'>;

/** Which screens stand in which group, in which order: by their places in the list, as tiles come and go with each sign of life. */
export type Standing = {
  readonly view: WallView;
  readonly places: NamedPlaces;
  /** Of which it was made. */
  readonly screens: readonly WallScreen[];
  readonly groups: readonly { readonly key: string; readonly title: string; readonly at: readonly number[] }[];
};

/** Sorts screens into groups. To compare ten thousand names takes a while: see `stillStands`. */
export function standingOf(screens: readonly WallScreen[], view: WallView, places: NamedPlaces): Standing {
  const placeOf = new Map<string, number>(screens.map(({ id }, index) => [id, index]));
  const group = (key: string, title: string, some: readonly WallScreen[]) => ({
    ...{ key, title },
    at: some.flatMap(({ id }) => placeOf.get(id) ?? []),
  });
  if (view === 'flat') return { view, places, screens, groups: [group('all', '', flatOrder(screens))] };
  const byPlace = Map.groupBy(screens, ({ siteId, areaId }) => `${siteId} ${areaId ?? ''}`);
  const groups = places.sites.flatMap(({ id }) => {
    const site = places.siteName(id);
    const areas = [
      { id: '', title: site },
      ...places.areasOf(id).map(({ area, path }) => ({ id: area.id as string, title: `${site} › ${path}` })),
    ];
    return areas.map((area) => {
      const key = `${id} ${area.id}`;
      return group(key, area.title, inPlaceOrder(byPlace.get(key) ?? [], []));
    });
  });
  return { view, places, screens, groups };
}

/** Whether screens of which something was told stand where they stood: nothing by which they are sorted has changed. */
export function stillStands(standing: Standing, screens: readonly WallScreen[], view: WallView, places: NamedPlaces): boolean {
  if (standing.view !== view || standing.places !== places || standing.screens.length !== screens.length) return false;
  return screens.every((screen, index) => {
    const before = standing.screens[index];
    if (before === screen) return true;
    if (before?.id !== screen.id || before.name !== screen.name) return false;
    if (before.siteId !== screen.siteId || before.areaId !== screen.areaId) return false;
    return view !== 'flat' || before.state === screen.state;
  });
}

/** The groups with their screens as they are now, for screens that stand where they stood; of them those that are `shown`, or all. */
export function filledGroups({ groups }: Standing, screens: readonly WallScreen[], shown = screens): readonly WallGroup[] {
  const isShown = shown === screens ? null : new Set(shown);
  return groups.map(({ key, title, at }) => ({
    ...{ key, title },
    screens: at.flatMap((index) => {
      const screen = screens[index];
      return screen === undefined || isShown?.has(screen) === false ? [] : screen;
    }),
  }));
}

const urgency = ['offline', 'impaired', 'unknown', 'unpaired', 'healthy'] as const satisfies readonly ScreenState[];
function flatOrder(screens: readonly WallScreen[]): readonly WallScreen[] {
  return inPlaceOrder(screens, []).toSorted((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state));
}
