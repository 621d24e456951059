import { sitePlanRoutes, type SiteId } from '@gatecast/protocol';
import { queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';

/** The plans of a site and its areas; the operators' socket says when they changed. */
export function sitePlansQuery(siteId: SiteId) {
  return queryOptions({
    queryKey: ['site-plans', siteId],
    queryFn: async () => (await call(sitePlanRoutes.listSitePlans, { params: { siteId } })).plans,
  });
}
