import { commandRoutes, foldedText, peopleRoutes, permissionOf, searchedWords, type Item, type ScreenId } from '@gatecast/protocol';
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../api/call.ts';
import { alertsQuery, commandsQuery, entriesQuery, foundItemsQuery, incidentsQuery, playlistsQuery, screensQuery } from '../api/queries.ts';
import { useMay } from '../api/session.ts';
import { tellFault } from '../parts/fault.tsx';
import { usePlaces } from '../parts/places.ts';
import { headlineIn } from '../words/names.ts';
import { otherLanguageWord, readyLanguage, setLanguage, useLanguage, useWords } from '../words/words.ts';
import { actions } from './actions.ts';
import type { Destination } from './find-destinations.ts';
import { pages } from './pages.ts';

/** What the server is asked for of each list. */
const mostAsked = 12;
const identifySeconds = 15;
const nothing: readonly Destination[] = [];

/**
 * Everywhere that `wanted` may mean. Pages, actions, sites and screens are here; short lists are read once somebody types; items and people are many,
 * and found by the server shortly after the last letter.
 */
export function useDestinations(wanted: string): readonly Destination[] {
  const words = useWords();
  const other = useLanguage() === 'vi' ? 'en' : 'vi';
  const may = useMay();
  // drawn again once the other language's names can be searched
  useQuery({ queryKey: ['words', other], queryFn: async () => (await readyLanguage(other), other), staleTime: Infinity, retry: false });
  const [search] = useDebouncedValue(wanted.trim().slice(0, 100), 150);
  const doable = actions.filter(({ needs }) => may(needs));
  const begun = new Set(doable.map(({ href }) => href));
  return [
    ...doable.map(({ key, word, href }): Destination => ({
      ...{ key, kind: 'action', name: words(word), about: '', alsoNamed: otherLanguageWord(word), href },
    })),
    ...useSwitches(),
    ...useIdentifying(wanted),
    ...pages
      // what is an action already is no page as well
      .filter(({ to, needs }) => (needs === null || may(needs)) && !begun.has(to))
      .map(({ to, word }): Destination => ({
        ...{ key: to, kind: 'page', name: words(word), about: '', alsoNamed: otherLanguageWord(word), href: to },
      })),
    ...usePlacesFound(),
    ...useShortLists(search !== ''),
    ...useFoundItems(search),
    ...useFoundPeople(search),
  ];
}

export function itemDestination({ id, title }: Item): Destination {
  return { key: id, kind: 'item', name: title, about: '', alsoNamed: '', href: `/content/items/${id}` };
}

/** The look and the language, from any page. */
function useSwitches(): readonly Destination[] {
  const words = useWords();
  const language = useLanguage();
  const isDark = useComputedColorScheme('light') === 'dark';
  const { setColorScheme } = useMantineColorScheme();
  const scheme = isDark ? 'shell.light' : 'shell.dark';
  const here = `${window.location.pathname}${window.location.search}`;
  return [
    {
      ...{ key: 'scheme', kind: 'action', name: words(scheme), about: '', alsoNamed: otherLanguageWord(scheme), href: here },
      does: () => setColorScheme(isDark ? 'light' : 'dark'),
    },
    {
      ...{
        key: 'language',
        kind: 'action',
        name: language === 'vi' ? 'English' : 'Tiếng Việt',
        about: words('shell.language'),
        href: here,
      },
      alsoNamed: otherLanguageWord('shell.language'),
      does: () => void setLanguage(language === 'vi' ? 'en' : 'vi').catch((error: unknown) => tellFault(error, words)),
    },
  ];
}

/** Orders a screen to show its name, where what was typed begins a word of that order: thousands of screens are not named twice for nothing. */
function useIdentifying(wanted: string): readonly Destination[] {
  const words = useWords();
  const may = useMay();
  const places = usePlaces();
  const queries = useQueryClient();
  const { data: screens } = useQuery({ ...screensQuery, enabled: may('fleet.read') });
  if (!may(permissionOf('identify'))) return nothing;
  const label = words('palette.actions.identify');
  const alsoNamed = otherLanguageWord('palette.actions.identify');
  const ofOrder = foldedText(`${label} ${alsoNamed}`).split(' ');
  if (!searchedWords(wanted).some((word) => word.length > 2 && ofOrder.some((part) => part.startsWith(word)))) return nothing;
  async function identify(screenId: ScreenId): Promise<void> {
    try {
      await call(commandRoutes.commandScreen, { params: { screenId }, body: { order: { name: 'identify', seconds: identifySeconds } } });
      await queries.invalidateQueries({ queryKey: commandsQuery(screenId).queryKey });
    } catch (error) {
      tellFault(error, words);
    }
  }
  return (screens ?? [])
    .filter(({ player }) => player !== null)
    .map(({ id, name, siteId, areaId }) => ({
      ...{ key: `identify ${id}`, kind: 'action', name: `${label}: ${name}`, alsoNamed, href: `/screens/${id}` },
      about: [places.siteName(siteId), places.areaPath(areaId)].filter(Boolean).join(' › '),
      // its page tells how the order fares
      does: () => void identify(id),
    }));
}

function usePlacesFound(): readonly Destination[] {
  const words = useWords();
  const may = useMay();
  const places = usePlaces();
  const { data: screens } = useQuery({ ...screensQuery, enabled: may('fleet.read') });
  const mayRead = may('fleet.read');
  return useMemo(() => {
    if (!mayRead) return nothing;
    const namesOf = (siteId: string) => Object.values(places.sites.find(({ id }) => id === siteId)?.names ?? {}).join(' ');
    return [
      ...places.sites.map(({ id }): Destination => ({
        ...{ key: id, kind: 'site', name: places.siteName(id), about: words('nav.wall'), alsoNamed: namesOf(id), href: `/?site=${id}` },
      })),
      ...(screens ?? []).map(({ id, name, siteId, areaId }): Destination => ({
        ...{ key: id, kind: 'screen', name, href: `/screens/${id}`, alsoNamed: namesOf(siteId) },
        about: [places.siteName(siteId), places.areaPath(areaId)].filter(Boolean).join(' › '),
      })),
    ];
  }, [mayRead, places, screens, words]);
}

/** Lists that come whole and are kept in step by the socket. */
function useShortLists(isTyped: boolean): readonly Destination[] {
  const words = useWords();
  const language = useLanguage();
  const may = useMay();
  const places = usePlaces();
  const { data: playlists } = useQuery({ ...playlistsQuery, enabled: isTyped && may('content.read') });
  const { data: entries } = useQuery({ ...entriesQuery, enabled: isTyped && may('schedule.read') });
  const { data: incidents } = useQuery({ ...incidentsQuery, enabled: isTyped && may('fleet.read') });
  const { data: alerts } = useQuery({ ...alertsQuery, enabled: isTyped && may('alert.read') });
  if (!isTyped) return nothing;
  return [
    ...(playlists ?? []).map(({ id, name }): Destination => ({
      ...{ key: id, kind: 'playlist', name, about: '', alsoNamed: '', href: `/content/playlists?open=${id}` },
    })),
    ...(entries ?? []).map(({ id, name, tier }): Destination => ({
      ...{ key: id, kind: 'entry', name, about: words(`tiers.${tier}`), alsoNamed: '', href: `/schedule?entry=${id}` },
    })),
    ...(incidents?.incidents ?? []).map(({ id, kind, state, screenId }): Destination => ({
      ...{ key: id, kind: 'incident', name: words(`incidentKinds.${kind}`), alsoNamed: otherLanguageWord(`incidentKinds.${kind}`) },
      about: [screenId === null ? words('incidents.server') : places.screenName(screenId), words(`incidents.states.${state}`)].join(' · '),
      href: screenId === null ? '/incidents?of=server' : `/screens/${screenId}`,
    })),
    ...(alerts ?? []).map(({ id, texts, siteId, state }): Destination => ({
      ...{ key: id, kind: 'alert', name: headlineIn(texts, language), href: `/emergency?alert=${id}` },
      about: [places.siteName(siteId), words(`alertStates.${state}`)].join(' · '),
      alsoNamed: Object.values(texts)
        .map(({ headline }) => headline)
        .join(' '),
    })),
  ];
}

function useFoundItems(search: string): readonly Destination[] {
  const may = useMay();
  const { data } = useQuery({ ...foundItemsQuery(search, mostAsked), enabled: may('content.read') && search !== '' });
  return search === '' ? nothing : (data ?? []).map(itemDestination);
}

function foundPeopleQuery(search: string) {
  return queryOptions({
    // below `people`, which says when one was added or changed
    queryKey: ['people', 'found', search],
    queryFn: async () => (await call(peopleRoutes.listPeople, { query: { search, limit: mostAsked } })).people,
    placeholderData: keepPreviousData,
  });
}

function useFoundPeople(search: string): readonly Destination[] {
  const may = useMay();
  const { data } = useQuery({ ...foundPeopleQuery(search), enabled: may('people.read') && search !== '' });
  if (search === '') return nothing;
  return (data ?? []).map(({ id, name, email }) => ({
    ...{ key: id, kind: 'person', name, about: email, alsoNamed: '', href: `/people?person=${id}` },
  }));
}
