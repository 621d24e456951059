import { alertRoutes, type AlertId, type AlertReach, type RouteAnswer } from '@gatecast/protocol';
import { infiniteQueryOptions, keepPreviousData, queryOptions, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { call } from './call.ts';
import { refetchIntervalMs } from './link-state.ts';
import { allPages } from './queries.ts';

type Pages = InfiniteData<RouteAnswer<typeof alertRoutes.listAlertReach>>;

/** The most that the server tells at once, where all is wanted anyway. */
const mostAtOnce = 1_000;
/** After so long without news of an alert what was read of it is read once more: a page cannot know what belongs into it by now. */
const settledAfterMs = 1_500;

/** How far an alert has come screen by screen, in pages: of all screens, or of those that have not painted it. */
export function alertReachQuery(alertId: AlertId, only: 'missing' | 'all') {
  const filter = only === 'missing' ? { only } : {};
  return infiniteQueryOptions({
    queryKey: ['alert-reach', alertId, only],
    queryFn: ({ pageParam }) =>
      call(alertRoutes.listAlertReach, {
        params: { alertId },
        query: { ...filter, ...(pageParam === null ? {} : { after: pageParam }) },
      }),
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: refetchIntervalMs,
  });
}

/** The same of every screen, by its id, for the wall. */
export function wholeReachQuery(alertId: AlertId) {
  return queryOptions({
    queryKey: ['alert-reach', alertId, 'by-screen'],
    queryFn: async (): Promise<ReadonlyMap<string, AlertReach>> => {
      const all = await allPages(async (after) => {
        const { screens, next } = await call(alertRoutes.listAlertReach, { params: { alertId }, query: { limit: mostAtOnce, ...after } });
        return { rows: screens, next };
      });
      return new Map(all.map((one) => [one.screenId, one]));
    },
    refetchInterval: refetchIntervalMs,
  });
}

/** Takes screens on which an alert has come further into what was read of it. */
export function takeReach(queries: QueryClient, alertId: AlertId, screens: readonly AlertReach[]): void {
  const news = new Map<string, AlertReach>(screens.map((one) => [one.screenId, one]));
  for (const only of ['missing', 'all'] as const)
    queries.setQueryData(alertReachQuery(alertId, only).queryKey, (read) => read && withReach(read, news, only));
  queries.setQueryData(wholeReachQuery(alertId).queryKey, (read) => read && new Map([...read, ...news]));
  clearTimeout(settling.get(alertId));
  settling.set(
    alertId,
    setTimeout(() => {
      settling.delete(alertId);
      void queries.invalidateQueries({ queryKey: ['alert-reach', alertId] });
    }, settledAfterMs),
  );
}

const settling = new Map<AlertId, ReturnType<typeof setTimeout>>();

/** Pages with the news in their places; whoever has painted is missing no more. */
export function withReach(read: Pages, news: ReadonlyMap<string, AlertReach>, only: 'missing' | 'all'): Pages {
  return {
    ...read,
    pages: read.pages.map((page) => ({
      ...page,
      screens: page.screens.map((one) => news.get(one.screenId) ?? one).filter(({ paintedAtMs }) => only === 'all' || paintedAtMs === null),
    })),
  };
}
