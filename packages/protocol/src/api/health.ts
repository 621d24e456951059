import { z } from 'zod';
import { screenIdSchema, siteIdSchema } from '../ids.ts';
import { instantSchema, queryInstantSchema } from '../primitives.ts';
import { nextPage, wholeOrPageQuery } from './page.ts';
import { route } from './route.ts';

/** The longest span that can be asked for. */
export const longestHealthSpanMs = 800 * 86_400_000;

/** Minutes in which a screen was in each state. What is missing of a span is `unknown`: this server did not run, or did not know yet. */
const tallyFields = { healthy: z.int().min(0), impaired: z.int().min(0), offline: z.int().min(0), unknown: z.int().min(0) };
export const healthTallySchema = z.strictObject(tallyFields);
export type HealthTally = z.infer<typeof healthTallySchema>;

const span = { fromMs: instantSchema, untilMs: instantSchema };
const query = z
  .strictObject({ fromMs: queryInstantSchema.optional(), untilMs: queryInstantSchema.optional() })
  .superRefine(({ fromMs, untilMs }, context) => {
    if (fromMs === undefined || untilMs === undefined) return;
    if (untilMs <= fromMs) context.addIssue({ code: 'custom', path: ['untilMs'], message: 'must be later than fromMs' });
    if (untilMs - fromMs > longestHealthSpanMs)
      context.addIssue({ code: 'custom', path: ['fromMs'], message: 'must be at most 800 days before untilMs' });
  });

/** Strips tell of at most so long a time, by quarters of an hour (up to 26 hours) or hours, and of so many screens at once. */
export const longestStripMs = 8 * 86_400_000;
export const mostStripsAsked = 50;
/** One letter for each part of a strip: the worst that the screen was in it. `-`: nothing is known. */
export const stripLetters = { healthy: 'h', impaired: 'i', offline: 'o', unknown: '-' } as const satisfies Record<
  keyof HealthTally,
  string
>;

/**
 * The share of the known time in which a screen played, in basis points; null: nothing is known. Impaired is alive, and counts as up.
 */
export function uptimeBpOf({ healthy, impaired, offline }: Omit<HealthTally, 'unknown'>): number | null {
  const known = healthy + impaired + offline;
  // rounded down: what was away for a minute was not up all the time
  return known === 0 ? null : Math.floor(((healthy + impaired) * 10_000) / known);
}

/**
 * What of a heartbeat is kept over time, each a whole number of the unit in its name: free storage, free memory of the machine, memory of the player,
 * the hottest sensor, and the server's time against the device's own clock.
 */
export const healthFigures = ['freeBytes', 'freeMemoryBp', 'memoryBytes', 'temperatureDeciC', 'clockOffsetMs'] as const;
export type HealthFigure = (typeof healthFigures)[number];

/** Of one part of a span. */
const figurePointSchema = z.strictObject({ low: z.int(), mean: z.int(), high: z.int() });
export type HealthFigurePoint = z.infer<typeof figurePointSchema>;

export const healthRoutes = {
  getScreenHealth: route({
    method: 'GET',
    path: '/api/screens/:screenId/health',
    summary:
      'How a screen was over a span, by minutes, hours or days of its site, whichever are kept for it; left out: the last 24 hours. The span is widened to whole parts',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.screenId',
    params: z.strictObject({ screenId: screenIdSchema }),
    query,
    answer: z.strictObject({
      ...span,
      total: healthTallySchema,
      buckets: z.array(z.strictObject({ ...span, ...tallyFields })),
    }),
  }),
  getScreenFigures: route({
    method: 'GET',
    path: '/api/screens/:screenId/figures',
    summary:
      'What a screen told of storage, memory, temperature and clock over a span: the lowest, mean and highest of each part, by minutes, hours or days of its site as its health is told. A part in which nothing was told has no figures',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.screenId',
    params: z.strictObject({ screenId: screenIdSchema }),
    query,
    answer: z.strictObject({
      ...span,
      parts: z.array(z.strictObject(span)),
      figures: z.array(
        z.strictObject({
          figure: z.enum(healthFigures),
          /** At which an incident opens: below it or, where more is worse, from it on; null: no incident is of its value. */
          limit: z.strictObject({ value: z.int(), isBadAbove: z.boolean() }).nullable(),
          /** One for each part; null: nothing was told in it. */
          points: z.array(figurePointSchema.nullable()),
        }),
      ),
    }),
  }),
  getSiteHealth: route({
    method: 'GET',
    path: '/api/sites/:siteId/health',
    summary: 'How the screens of a site were over a span; left out: the last 24 hours. The span is widened to whole hours or days',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.siteId',
    params: z.strictObject({ siteId: siteIdSchema }),
    query: query.safeExtend(wholeOrPageQuery),
    answer: z.strictObject({
      ...span,
      total: healthTallySchema,
      /** All of them, or, where a `limit` was asked for, a page in the order of ids; the total is of all. */
      screens: z.array(z.strictObject({ screenId: screenIdSchema, ...tallyFields })),
      ...nextPage,
    }),
  }),
  getHealthStrips: route({
    method: 'GET',
    path: '/api/sites/:siteId/health/strips',
    summary:
      'How some screens of a site were, part by part, each part as the worst that a screen was in it; left out: the last 24 hours. The span is widened to whole parts',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.siteId',
    params: z.strictObject({ siteId: siteIdSchema }),
    query: query.safeExtend({
      /** Separated by commas; those of other sites are left out of the answer. */
      screenIds: z
        .string()
        .regex(
          new RegExp(`^[\\w-]{1,64}(,[\\w-]{1,64}){0,${mostStripsAsked - 1}}$`),
          `at most ${mostStripsAsked} ids, separated by commas`,
        ),
    }),
    answer: z.strictObject({
      ...span,
      /** How long a part is; the last may be shorter. */
      stepMs: z.int(),
      strips: z.array(z.strictObject({ screenId: screenIdSchema, parts: z.string().regex(/^[hio-]*$/) })),
    }),
  }),
} as const;
