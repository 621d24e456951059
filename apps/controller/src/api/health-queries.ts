import { healthRoutes, type ScreenId, type SiteId } from '@gatecast/protocol';
import { queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';
import { serverNow } from './server-clock.ts';

const hourMs = 3_600_000;
const lengths = { hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs, season: 90 * 24 * hourMs } as const;
export type HealthSpanName = keyof typeof lengths;
export const healthSpans = ['hour', 'day', 'week', 'season'] as const satisfies readonly HealthSpanName[];
/** A minute more is written each minute. */
const refetchEveryMs = 60_000;

export function screenHealthQuery(screenId: ScreenId, span: HealthSpanName) {
  return queryOptions({
    queryKey: ['health', screenId, span],
    queryFn: () => call(healthRoutes.getScreenHealth, { params: { screenId }, query: { fromMs: serverNow() - lengths[span] } }),
    refetchInterval: refetchEveryMs,
  });
}

/** A site's screens over the last seven days. */
export function siteHealthQuery(siteId: SiteId) {
  return queryOptions({
    queryKey: ['health', siteId],
    queryFn: () => call(healthRoutes.getSiteHealth, { params: { siteId }, query: { fromMs: serverNow() - lengths.week } }),
    refetchInterval: refetchEveryMs,
  });
}
