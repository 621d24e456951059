import { alertRoutes, mostReachAsked, type AlertId, type AlertReach, type RouteAnswer, type ScreenId } from '@gatecast/protocol';
import { infiniteQueryOptions, keepPreviousData, queryOptions, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { askTogether } from './ask-together.ts';
import { call } from './call.ts';
import { refetchIntervalMs } from './link-state.ts';

type Pages = InfiniteData<RouteAnswer<typeof alertRoutes.listAlertReach>>;

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

const askers = new Map<AlertId, (screenId: string) => Promise<AlertReach | null>>();
function askerOf(alertId: AlertId): (screenId: string) => Promise<AlertReach | null> {
  const known = askers.get(alertId);
  if (known !== undefined) return known;
  const asker = askTogether(async (screenIds) => {
    const { screens } = await call(alertRoutes.listAlertReach, { params: { alertId }, query: { screenIds: screenIds.join(',') } });
    return new Map<string, AlertReach>(screens.map((one) => [one.screenId, one]));
  }, mostReachAsked);
  askers.set(alertId, asker);
  return asker;
}

/**
 * The same of one screen, for the wall: tiles that people look at are asked for together, and of thousands that nobody sees nothing is. null: the
 * alert does not concern it.
 */
export function screenReachQuery(alertId: AlertId, screenId: ScreenId) {
  return queryOptions({
    queryKey: ['alert-reach', alertId, 'screen', screenId],
    queryFn: () => askerOf(alertId)(screenId),
    refetchInterval: refetchIntervalMs,
    // a wall that is scrolled through leaves thousands behind
    gcTime: 60_000,
  });
}

/** Takes screens on which an alert has come further into what was read of it. */
export function takeReach(queries: QueryClient, alertId: AlertId, screens: readonly AlertReach[]): void {
  const news = new Map<string, AlertReach>(screens.map((one) => [one.screenId, one]));
  for (const only of ['missing', 'all'] as const)
    queries.setQueryData(alertReachQuery(alertId, only).queryKey, (read) => read && withReach(read, news, only));
  for (const one of screens) queries.setQueryData(screenReachQuery(alertId, one.screenId).queryKey, (read) => read && one);
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
