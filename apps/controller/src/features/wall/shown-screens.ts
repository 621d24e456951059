import type { WallScreen } from '@gatecast/protocol';
import { useSearch } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { areasInside, useSitesAndAreas } from '../../parts/places.ts';
import { filterScreens, searchedText } from './filter-screens.ts';
import { usePlaying } from './playing.tsx';

/** The screens that the address asks for. What is typed is answered at once; the wall follows as soon as it can. */
export function useShown(all: readonly WallScreen[]): readonly WallScreen[] {
  const places = useSitesAndAreas();
  const textOf = useTextOf();
  useTextsAhead(all, textOf);
  // a plan has its own choice of place, and all of that place stands on it
  const { state, find = '', site, area, tag, view } = useSearch({ from: '/shell/' });
  const wanted = useDeferredValue(find);
  const inside = useMemo(() => (area === undefined ? null : new Set(areasInside(places.areas, area))), [places.areas, area]);
  const near = useMemo(() => {
    if ((view === 'plan' || (site === undefined && inside === null)) && tag === undefined) return all;
    return all.filter(
      (screen) =>
        (site === undefined || screen.siteId === site || view === 'plan') &&
        (inside === null || view === 'plan' || (screen.areaId !== null && inside.has(screen.areaId))) &&
        (tag === undefined || screen.tags.includes(tag)),
    );
  }, [all, site, inside, tag, view]);
  return useMemo(() => filterScreens(near, { state, find: wanted }, textOf), [near, state, wanted, textOf]);
}

/** What of a screen is searched; what it may tell of is in `searchedText`. */
function useTextOf(): (screen: WallScreen) => string {
  const places = useSitesAndAreas();
  const playing = usePlaying();
  return useMemo(
    () => (screen) =>
      [
        screen.name,
        places.siteName(screen.siteId),
        places.areaPath(screen.areaId),
        screen.tags.join(' '),
        playing(screen, places.zoneOf(screen.siteId)),
      ].join(' '),
    [places, playing],
  );
}

/** Makes what is searched while the window has nothing else to do, so that the first letter of a search need not wait for ten thousand texts. */
function useTextsAhead(screens: readonly WallScreen[], textOf: (screen: WallScreen) => string): void {
  const now = useRef(screens);
  useEffect(() => {
    now.current = screens;
  });
  const isRead = screens.length > 0;
  useEffect(() => {
    // not in every browser; there the first letter makes them
    if (!isRead || !('requestIdleCallback' in window)) return undefined;
    let next = 0;
    const go = (deadline: IdleDeadline) => {
      for (; next < now.current.length && deadline.timeRemaining() > 1; next += 1) {
        const screen = now.current[next];
        if (screen !== undefined) searchedText(screen, textOf);
      }
      if (next < now.current.length) waiting = window.requestIdleCallback(go);
    };
    let waiting = window.requestIdleCallback(go);
    return () => window.cancelIdleCallback(waiting);
  }, [isRead, textOf]);
}
