import { meansRoutes, provisionRoutes, type MeansId, type SiteId } from '@gatecast/protocol';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';

/** Far more than a site has; whoever has more narrows the list. */
const wholeList = 1_000;

export type MeansFilter = {
  readonly siteId?: SiteId | undefined;
  readonly kind?: 'display' | 'lookup' | 'counter' | 'web' | undefined;
  readonly condition?: 'good' | 'worn' | 'faulty' | 'out-of-use' | undefined;
  readonly search?: string | undefined;
};

/** Means of information that fit a filter; the operators' socket says when they changed. */
export function meansQuery(filter: MeansFilter) {
  return queryOptions({
    queryKey: ['means', 'list', filter],
    queryFn: () => call(meansRoutes.listMeans, { query: { ...filter, limit: wholeList } }),
    placeholderData: keepPreviousData,
  });
}
export function oneMeansQuery(meansId: MeansId) {
  return queryOptions({ queryKey: ['means', 'one', meansId], queryFn: () => call(meansRoutes.getMeans, { params: { meansId } }) });
}
export function provisionsQuery(siteId: SiteId | undefined) {
  return queryOptions({
    queryKey: ['provisions', 'list', siteId],
    queryFn: async () => (await call(provisionRoutes.listProvisions, { query: { siteId, limit: wholeList } })).provisions,
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
