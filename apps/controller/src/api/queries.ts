import {
  accountKeepingRoutes,
  accountRoutes,
  alertRoutes,
  calendarRoutes,
  commandRoutes,
  knownGoodRoutes,
  preEnrolmentRoutes,
  contentRoutes,
  feedRoutes,
  fleetRoutes,
  mostItemIds,
  incidentRoutes,
  peopleRoutes,
  layoutRoutes,
  scheduleRoutes,
  uploadRoutes,
  type FeedSourceId,
  type ItemId,
  type MediaId,
  type PublicationId,
  type ScreenId,
  type CommandState,
  type RouteAnswer,
  type SiteId,
  type WallScreen,
} from '@gatecast/protocol';
import { keepPreviousData, queryOptions, replaceEqualDeep, skipToken } from '@tanstack/react-query';
import { call } from './call.ts';
import { firstScreens } from './early.ts';
import { refetchIntervalMs } from './link-state.ts';
import { followNews } from './screen-news.ts';
import { setServerTime } from './server-clock.ts';

/** As many rows as the server tells at once. */
const wholePage = 1_000;

/** Every row of a list that comes in pages, for what must know all of them. */
export async function allPages<T>(
  read: (after: { readonly after?: string }) => Promise<{ readonly rows: readonly T[]; readonly next: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page: { readonly rows: readonly T[]; readonly next: string | null } = await read(after === undefined ? {} : { after });
    all.push(...page.rows);
    after = page.next;
  }
  return all;
}

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: () =>
    allPages(async (after) => {
      const { people, next } = await call(peopleRoutes.listPeople, { query: { limit: 200, ...after } });
      return { rows: people, next };
    }),
});

export const accountQuery = queryOptions({ queryKey: ['account'], queryFn: () => call(accountRoutes.getAccount, {}) });
/** Which guides the signed-in person is done with. */
export const guideQuery = queryOptions({
  queryKey: ['guide'],
  queryFn: () => call(accountRoutes.getGuide, {}),
  staleTime: Infinity,
});
/** How far a new house has come; each list that a step is about says when to look again. */
export const firstStepsQuery = queryOptions({ queryKey: ['first-steps'], queryFn: () => call(fleetRoutes.getFirstSteps, {}) });
export const invitationsQuery = queryOptions({
  // below `people`, which says when one was made or taken up
  queryKey: ['people', 'invitations'],
  queryFn: async () => (await call(accountKeepingRoutes.listInvitations, {})).invitations,
});

export const namesQuery = queryOptions({
  // below `people`, so that an account that was added brings its name along
  queryKey: ['people', 'names'],
  queryFn: async () => (await call(peopleRoutes.listNames, {})).people,
  staleTime: 300_000,
});

export const placesQuery = queryOptions({ queryKey: ['sites'], queryFn: () => call(fleetRoutes.listSites, {}) });
export function exitPinQuery(siteId: SiteId) {
  return queryOptions({
    queryKey: ['sites', siteId, 'exit-pin'],
    queryFn: () => call(fleetRoutes.getExitPin, { params: { siteId } }),
  });
}

export function downloadsQuery(siteId: SiteId) {
  return queryOptions({
    queryKey: ['sites', siteId, 'downloads'],
    queryFn: () => call(fleetRoutes.getDownloads, { params: { siteId } }),
  });
}

export function liveUrlsQuery(siteId: SiteId) {
  return queryOptions({
    // below `sites`, which says when it was changed
    queryKey: ['sites', siteId, 'live-urls'],
    queryFn: () => call(fleetRoutes.getLiveUrls, { params: { siteId } }),
  });
}
export const rootQuery = queryOptions({ queryKey: ['root'], queryFn: () => call(fleetRoutes.getRoot, {}) });
/** The first screens of the wall and how many there are in all, while the rest is on its way. */
export const firstScreensQuery = queryOptions<Omit<RouteAnswer<typeof fleetRoutes.listScreens>, 'next'>>({
  queryKey: ['first-screens'],
  queryFn: skipToken,
  staleTime: Infinity,
});
/** Every screen; the operators' socket keeps it in step. */
export const screensQuery = queryOptions({
  queryKey: ['screens'],
  queryFn: async ({ client }) => {
    const isFirst = client.getQueryData<readonly WallScreen[]>(['screens']) === undefined;
    const news = followNews();
    try {
      return await allPages(async (after) => {
        const { next, ...page } = await call(fleetRoutes.listScreens, {
          query: after.after === undefined ? { limit: firstScreens } : after,
        });
        setServerTime(page.serverTimeMs);
        if (isFirst && after.after === undefined && next !== null) client.setQueryData(firstScreensQuery.queryKey, page);
        return { rows: page.screens.map((screen) => ({ screen, toldAtMs: page.serverTimeMs })), next };
      }).then((rows) => rows.map(news.newest));
    } finally {
      news.stop();
    }
  },
  structuralSharing: (before, now) => (Array.isArray(before) && Array.isArray(now) ? sharedScreens(before, now) : now),
  refetchInterval: refetchIntervalMs,
});
/** Screens that were read again are those of before where nothing has changed. A list that was made of the one before shares them already. */
function sharedScreens(before: readonly unknown[], now: readonly unknown[]): readonly unknown[] {
  if (now.some((screen, index) => screen === before[index])) return now;
  return now.map((screen, index) => replaceEqualDeep(before[index], screen));
}
/** How far commands to many screens have come, by id; the operators' socket fills it. */
export const commandStatesQuery = queryOptions({
  queryKey: ['command-states'],
  queryFn: (): Readonly<Record<string, CommandState>> => ({}),
  staleTime: Infinity,
});
/** Releases that are pinned as known good, and proposals; the operators' socket says when they changed. */
export const knownGoodQuery = queryOptions({ queryKey: ['known-good'], queryFn: () => call(knownGoodRoutes.listKnownGood, {}) });
/** Pre-enrolment files of a screen; the operators' socket says when they changed. */
export function preEnrolmentsQuery(screenId: ScreenId) {
  return queryOptions({
    queryKey: ['pre-enrolments', screenId],
    queryFn: async () => (await call(preEnrolmentRoutes.listPreEnrolments, { params: { screenId } })).preEnrolments,
  });
}
/** What is not over, and the last ones that are; the operators' socket keeps it in step. */
export const incidentsQuery = queryOptions({
  queryKey: ['incidents'],
  queryFn: async () => {
    const unresolved = await allPages(async (after) => {
      const { incidents, next } = await call(incidentRoutes.listIncidents, { query: { state: 'unresolved', limit: wholePage, ...after } });
      return { rows: incidents, next };
    });
    const over = await call(incidentRoutes.listIncidents, { query: { state: 'resolved', limit: 200 } });
    return { incidents: [...unresolved, ...over.incidents], next: over.next };
  },
  refetchInterval: refetchIntervalMs,
});
export const notificationRoutesQuery = queryOptions({
  queryKey: ['notification-routes'],
  queryFn: () => call(incidentRoutes.listNotificationRoutes, {}),
});
/** The last commands of a screen, the newest first; the operators' socket keeps it in step. */
export function commandsQuery(screenId: ScreenId) {
  return queryOptions({
    queryKey: ['commands', screenId],
    queryFn: async () => (await call(commandRoutes.listCommands, { params: { screenId } })).commands,
    refetchInterval: refetchIntervalMs,
  });
}
export function explainQuery(screenId: ScreenId, atMs: number | undefined) {
  return queryOptions({
    queryKey: ['explain', screenId, atMs ?? 'now'],
    queryFn: () => call(fleetRoutes.explainScreen, { params: { screenId }, query: atMs === undefined ? {} : { atMs } }),
    retry: false,
  });
}

export const entriesQuery = queryOptions({
  queryKey: ['entries'],
  queryFn: async () => (await call(scheduleRoutes.listEntries, {})).entries,
});
export const daypartsQuery = queryOptions({
  queryKey: ['dayparts'],
  queryFn: async () => (await call(scheduleRoutes.listDayparts, {})).dayparts,
});
export const calendarsQuery = queryOptions({
  queryKey: ['calendars'],
  queryFn: async () => (await call(calendarRoutes.listCalendars, {})).calendars,
});
/** The public holidays of Vietnam in some years, the last included. */
export function holidaysQuery(fromYear: number, toYear: number) {
  return queryOptions({
    queryKey: ['holidays', fromYear, toYear],
    queryFn: async () => (await call(calendarRoutes.listHolidays, { query: { fromYear, toYear } })).holidays,
    staleTime: Infinity,
  });
}
export const layoutsQuery = queryOptions({
  queryKey: ['layouts'],
  queryFn: async () => (await call(layoutRoutes.listLayouts, {})).layouts,
});
export const publicationsQuery = queryOptions({
  queryKey: ['publications'],
  queryFn: async () => (await call(scheduleRoutes.listPublications, {})).publications,
  refetchInterval: refetchIntervalMs,
});
export function publicationQuery(publicationId: PublicationId) {
  return queryOptions({
    queryKey: ['publications', publicationId],
    queryFn: () => call(scheduleRoutes.getPublication, { params: { publicationId } }),
    refetchInterval: refetchIntervalMs,
  });
}

export const suppliersQuery = queryOptions({
  queryKey: ['suppliers'],
  queryFn: async () => (await call(contentRoutes.listSuppliers, {})).suppliers,
});
export const mediaQuery = queryOptions({
  queryKey: ['media'],
  queryFn: () =>
    allPages(async (after) => {
      const { media, next } = await call(contentRoutes.listMedia, { query: { limit: wholePage, ...after } });
      return { rows: media, next };
    }),
  refetchInterval: refetchIntervalMs,
});
export const uploadsQuery = queryOptions({
  queryKey: ['uploads'],
  queryFn: async () => (await call(uploadRoutes.listUploads, {})).uploads,
});
export function mediaPagesQuery(mediaId: MediaId) {
  // of a file that is ready, whose pages never change
  return queryOptions({
    queryKey: ['media', mediaId, 'pages'],
    queryFn: async () => (await call(contentRoutes.listMediaPages, { params: { mediaId } })).pages,
    staleTime: Infinity,
  });
}
/** What everything that was read of items stands below: nothing reads the whole stock, which may be a hundred thousand. */
export const itemsKey = ['items'] as const;
/** Items by their ids, whatever their order; what is gone is left out. */
export function itemsByIdQuery(wanted: Iterable<string>) {
  const ids = [...new Set(wanted)].filter((id) => id !== '').toSorted();
  return queryOptions({
    queryKey: [...itemsKey, 'by-id', ids],
    queryFn: async () => {
      const chunks = Array.from({ length: Math.ceil(ids.length / mostItemIds) }, (_, at) =>
        ids.slice(at * mostItemIds, (at + 1) * mostItemIds),
      );
      const found = await Promise.all(
        chunks.map(async (chunk) => (await call(contentRoutes.listItems, { query: { ids: chunk.join(','), limit: mostItemIds } })).items),
      );
      return found.flat();
    },
    placeholderData: keepPreviousData,
  });
}
/** The first items in which all words are found, by title. */
export function foundItemsQuery(search: string, limit: number) {
  return queryOptions({
    queryKey: [...itemsKey, 'found', search, limit],
    queryFn: async () =>
      (await call(contentRoutes.listItems, { query: { sort: 'title', limit, ...(search === '' ? {} : { search }) } })).items,
    placeholderData: keepPreviousData,
  });
}
/** Items of which some language waits for a second person. */
export const waitingItemsQuery = queryOptions({
  // below `items`, which says when one was submitted or approved
  queryKey: ['items', 'waiting'],
  queryFn: () =>
    allPages(async (after) => {
      const { items, next } = await call(contentRoutes.listItems, { query: { state: 'submitted', limit: wholePage, ...after } });
      return { rows: items, next };
    }),
});
/** Below `items`, which says when one was added or changed. */
export const itemTagsQuery = queryOptions({
  queryKey: ['items', 'tags'],
  queryFn: async () => (await call(contentRoutes.listItemTags, {})).tags,
});
export function itemQuery(itemId: ItemId) {
  return queryOptions({ queryKey: ['items', itemId], queryFn: () => call(contentRoutes.getItem, { params: { itemId } }) });
}
/** Sources with their values; the operators' socket says when one of them has new ones. */
export const feedSourcesQuery = queryOptions({
  queryKey: ['feed-sources'],
  queryFn: async () => (await call(feedRoutes.listFeedSources, {})).sources,
  refetchInterval: refetchIntervalMs,
});
export function feedDefinitionQuery(sourceId: FeedSourceId | undefined) {
  return queryOptions({
    // not below `feed-sources`: new values would take a form that is being filled in away
    queryKey: ['feed-definition', sourceId],
    queryFn: () => call(feedRoutes.getFeedDefinition, { params: { sourceId: sourceId ?? '' } }),
    staleTime: 0,
    gcTime: 0,
  });
}
export const playlistsQuery = queryOptions({
  queryKey: ['playlists'],
  queryFn: async () => (await call(contentRoutes.listPlaylists, {})).playlists,
});

export const alertsQuery = queryOptions({
  queryKey: ['alerts'],
  queryFn: async () => (await call(alertRoutes.listAlerts, {})).alerts,
  refetchInterval: refetchIntervalMs,
});
export const templatesQuery = queryOptions({
  queryKey: ['alert-templates'],
  queryFn: async () => (await call(alertRoutes.listAlertTemplates, {})).templates,
});
