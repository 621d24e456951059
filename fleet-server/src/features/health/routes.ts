import { healthFigures, healthRoutes, longestHealthSpanMs, longestStripMs, screenIdSchema } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import { wholeOrPage } from '../../http/whole-or-page.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { healthSpan, hourMs, minuteMs, type HealthSpan } from './health-span.ts';
import { limitOf, pointOf, readFigures } from './read-figures.ts';
import { readPieces, readSums, tallyOf } from './read-health.ts';
import { readStrips } from './read-strips.ts';
import { zoneOfSite } from './zone-of-site.ts';

const spanIfNotAsked = 24 * hourMs;
const quarterMs = 15 * minuteMs;

/** How screens and sites were over any span, and what screens told of themselves. */
export function registerHealthRoutes(registerRoute: RegisterRoute, context: Pick<AppContext, 'clock' | 'fleet' | 'telemetry'>): void {
  const { clock, fleet, telemetry } = context;

  function spanAt(
    siteId: string,
    query: { readonly fromMs?: number | undefined; readonly untilMs?: number | undefined },
  ): HealthSpan | null {
    const nowMs = clock.nowMs();
    const untilMs = Math.min(query.untilMs ?? nowMs, nowMs);
    const fromMs = query.fromMs ?? untilMs - spanIfNotAsked;
    if (fromMs >= untilMs || untilMs - fromMs > longestHealthSpanMs) return null;
    const zone = zoneOfSite({ timeZone: fleet.current().sites.get(siteId)?.timeZone ?? 'UTC' }, fromMs - 48 * hourMs, nowMs + 48 * hourMs);
    return healthSpan({ fromMs, untilMs }, nowMs, zone);
  }
  const noSpan = () => refuse('bad-input', 'query.fromMs: must be before now and untilMs, by at most 800 days', { field: 'query.fromMs' });

  registerRoute(healthRoutes.getScreenHealth, async ({ params: { screenId }, query }) => {
    const screen = fleet.current().screens.get(screenId);
    if (screen === undefined) return refuse('not-found', 'no such screen');
    const span = spanAt(screen.siteId, query);
    if (span === null) return noSpan();
    const pieces = await readPieces(telemetry, screenId, span);
    const { fromMs, untilMs, buckets } = span;
    return ok({
      ...{ fromMs, untilMs, total: tallyOf(pieces, untilMs - fromMs) },
      buckets: buckets.map((bucket) => ({
        ...bucket,
        ...tallyOf(
          pieces.filter(({ atMs }) => atMs >= bucket.fromMs && atMs < bucket.untilMs),
          // a minute that has begun is not missing yet
          Math.floor((bucket.untilMs - bucket.fromMs) / minuteMs) * minuteMs,
        ),
      })),
    });
  });

  registerRoute(healthRoutes.getScreenFigures, async ({ params: { screenId }, query }) => {
    const screen = fleet.current().screens.get(screenId);
    if (screen === undefined) return refuse('not-found', 'no such screen');
    const span = spanAt(screen.siteId, query);
    if (span === null) return noSpan();
    const { fromMs, untilMs, buckets } = span;
    const pieces = await readFigures(telemetry, screenId, span);
    const parts = buckets.map((part) => pieces.filter(({ atMs }) => atMs >= part.fromMs && atMs < part.untilMs));
    return ok({
      ...{ fromMs, untilMs, parts: buckets.map((part) => ({ fromMs: part.fromMs, untilMs: part.untilMs })) },
      figures: healthFigures.map((figure) => ({
        figure,
        limit: limitOf(figure),
        points: parts.map((ofPart) => pointOf(ofPart.map((piece) => piece[figure]))),
      })),
    });
  });

  registerRoute(healthRoutes.getSiteHealth, async ({ params: { siteId }, query }) => {
    if (!fleet.current().sites.has(siteId)) return refuse('not-found', 'no such site');
    const span = spanAt(siteId, query);
    if (span === null) return noSpan();
    const { fromMs, untilMs } = span;
    const { screens, players } = fleet.current();
    // what nobody has set up yet is missing nowhere
    const screenIds = [...screens.values()].flatMap((screen) => (screen.siteId === siteId && players.has(screen.id) ? [screen.id] : []));
    const known = Map.groupBy(await readSums(telemetry, screenIds, span), ({ screenId }) => screenId);
    const each = screenIds.map((screenId) => ({
      screenId: screenIdSchema.parse(screenId),
      ...tallyOf(known.get(screenId) ?? [], untilMs - fromMs),
    }));
    const page = wholeOrPage(
      each.map((one) => ({ id: one.screenId, one })),
      query,
    );
    if (page.kind === 'problem') return page;
    const total = tallyOf(each, (untilMs - fromMs) * each.length);
    return ok({ fromMs, untilMs, total, screens: page.rows.map(({ one }) => one), next: page.next });
  });

  registerRoute(healthRoutes.getHealthStrips, async ({ params: { siteId }, query }) => {
    const { sites, screens } = fleet.current();
    if (!sites.has(siteId)) return refuse('not-found', 'no such site');
    const span = spanAt(siteId, query);
    if (span === null) return noSpan();
    const { fromMs, untilMs, buckets, days } = span;
    const refused = `query.fromMs: must be at most ${longestStripMs / (24 * hourMs)} days before untilMs, and hours must still be kept for it`;
    if (days.length > 0 || untilMs - fromMs > longestStripMs + hourMs) return refuse('bad-input', refused, { field: 'query.fromMs' });
    const stepMs = Math.max(quarterMs, ...buckets.map((bucket) => bucket.untilMs - bucket.fromMs));
    const ofSite = query.screenIds.split(',').filter((screenId) => screens.get(screenId)?.siteId === siteId);
    const strips = await readStrips(telemetry, ofSite, span, stepMs);
    return ok({
      ...{ fromMs, untilMs, stepMs },
      strips: [...strips].map(([screenId, parts]) => ({ screenId: screenIdSchema.parse(screenId), parts })),
    });
  });
}
