import { healthRoutes, mostStripsAsked, type ScreenId, type SiteId } from '@gatecast/protocol';
import { queryOptions } from '@tanstack/react-query';
import { askTogether } from './ask-together.ts';
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

/** What a screen told of its storage, memory, temperature and clock. */
export function screenFiguresQuery(screenId: ScreenId, span: HealthSpanName) {
  return queryOptions({
    queryKey: ['health', screenId, span, 'figures'],
    queryFn: () => call(healthRoutes.getScreenFigures, { params: { screenId }, query: { fromMs: serverNow() - lengths[span] } }),
    refetchInterval: refetchEveryMs,
  });
}

/** Spans of which strips are told. */
export const stripSpans = ['day', 'week'] as const satisfies readonly HealthSpanName[];
export type StripSpanName = (typeof stripSpans)[number];

/** A site's screens together and each, over the last seven days or what is said. */
export function siteHealthQuery(siteId: SiteId, span: StripSpanName = 'week') {
  return queryOptions({
    queryKey: ['health', siteId, span],
    queryFn: () => call(healthRoutes.getSiteHealth, { params: { siteId }, query: { fromMs: serverNow() - lengths[span] } }),
    refetchInterval: refetchEveryMs,
  });
}

export type HealthStrip = { readonly fromMs: number; readonly untilMs: number; readonly stepMs: number; readonly parts: string };

const askers = new Map<string, (screenId: string) => Promise<HealthStrip | null>>();
function askerOf(siteId: SiteId, span: StripSpanName): (screenId: string) => Promise<HealthStrip | null> {
  const key = `${siteId} ${span}`;
  const known = askers.get(key);
  if (known !== undefined) return known;
  const asker = askTogether(async (screenIds) => {
    const query = { fromMs: serverNow() - lengths[span], screenIds: screenIds.join(',') };
    const { strips, ...told } = await call(healthRoutes.getHealthStrips, { params: { siteId }, query });
    return new Map<string, HealthStrip>(strips.map(({ screenId, parts }) => [screenId, { ...told, parts }]));
  }, mostStripsAsked);
  askers.set(key, asker);
  return asker;
}

/** How one screen of a site was, part by part: rows that come into view are asked for together. */
export function healthStripQuery(siteId: SiteId, screenId: ScreenId, span: StripSpanName) {
  return queryOptions({
    queryKey: ['health', siteId, span, screenId],
    queryFn: () => askerOf(siteId, span)(screenId),
    refetchInterval: refetchEveryMs,
    // a site that is scrolled through leaves thousands behind
    gcTime: refetchEveryMs,
  });
}
