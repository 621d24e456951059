import { meansRoutes, provisionRoutes, type MeansId, type SiteId } from '@gatecast/protocol';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';
import { allPages } from './queries.ts';

/** The most that the server tells at once, where all is wanted anyway. */
const mostAtOnce = 1_000;
const onePage = 200;

export type MeansFilter = {
  readonly siteId?: SiteId | undefined;
  readonly kind?: 'display' | 'lookup' | 'counter' | 'web' | undefined;
  readonly condition?: 'good' | 'worn' | 'faulty' | 'out-of-use' | undefined;
  readonly search?: string | undefined;
};

/** Means of information that fit a filter, page by page as they are looked at; the operators' socket says when they changed. */
export function meansPagesQuery(filter: MeansFilter) {
  return infiniteQueryOptions({
    queryKey: ['means', 'list', 'pages', filter],
    queryFn: ({ pageParam }) =>
      call(meansRoutes.listMeans, { query: { ...filter, limit: onePage, ...(pageParam === null ? {} : { after: pageParam }) } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}
/** All means of information of a site, or of every site, as a round and a report need them. */
export function allMeansQuery(siteId: SiteId | undefined) {
  return queryOptions({
    queryKey: ['means', 'list', 'all', siteId],
    queryFn: () =>
      allPages(async (after) => {
        const { means, next } = await call(meansRoutes.listMeans, { query: { siteId, limit: mostAtOnce, ...after } });
        return { rows: means, next };
      }),
    placeholderData: keepPreviousData,
  });
}
export function oneMeansQuery(meansId: MeansId) {
  return queryOptions({ queryKey: ['means', 'one', meansId], queryFn: () => call(meansRoutes.getMeans, { params: { meansId } }) });
}
export function provisionsQuery(siteId: SiteId | undefined) {
  return queryOptions({
    queryKey: ['provisions', 'list', siteId],
    queryFn: () =>
      allPages(async (after) => {
        const { provisions, next } = await call(provisionRoutes.listProvisions, { query: { siteId, limit: mostAtOnce, ...after } });
        return { rows: provisions, next };
      }),
    placeholderData: keepPreviousData,
  });
}
export function gapQuery(siteId: SiteId | undefined, year: number) {
  return queryOptions({
    // below `provisions`; what is found changes it as well, see live.ts
    queryKey: ['provisions', 'gap', siteId, year],
    queryFn: () => call(provisionRoutes.readGap, { query: { siteId, year } }),
    placeholderData: keepPreviousData,
  });
}
