import { z } from 'zod';
import { screenIdSchema, siteIdSchema } from '../ids.ts';
import { instantSchema, queryInstantSchema } from '../primitives.ts';
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

/**
 * The share of the known time in which a screen played, in basis points; null: nothing is known. Impaired is alive, and counts as up.
 */
export function uptimeBpOf({ healthy, impaired, offline }: Omit<HealthTally, 'unknown'>): number | null {
  const known = healthy + impaired + offline;
  // rounded down: what was away for a minute was not up all the time
  return known === 0 ? null : Math.floor(((healthy + impaired) * 10_000) / known);
}

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
  getSiteHealth: route({
    method: 'GET',
    path: '/api/sites/:siteId/health',
    summary: 'How the screens of a site were over a span; left out: the last 24 hours. The span is widened to whole hours or days',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.siteId',
    params: z.strictObject({ siteId: siteIdSchema }),
    query,
    answer: z.strictObject({
      ...span,
      total: healthTallySchema,
      screens: z.array(z.strictObject({ screenId: screenIdSchema, ...tallyFields })),
    }),
  }),
} as const;
