import type { EntrySpan, SpanStanding } from '@gatecast/schedules';
import { z } from 'zod';
import { screenIdSchema } from '../ids.ts';
import { instantSchema } from '../primitives.ts';
import { conflictSchema, planFaultSchema } from './conflict.ts';
import { spanReasons } from './explanation.ts';
import { route } from './route.ts';
import { targetSchema } from './schedule.ts';

// When the entries of a target are on as they are planned now, published or not. Half-open [fromMs, untilMs).

const longestMs = 45 * 86_400_000;

const standingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('speaking') }),
  z.strictObject({ kind: z.literal('by-turns') }),
  z.strictObject({ kind: z.literal('hidden'), winnerId: z.string(), why: z.discriminatedUnion('kind', spanReasons) }),
]) satisfies z.ZodType<SpanStanding>;

export const entrySpanSchema = z.strictObject({
  entryId: z.string(),
  startMs: z.int().nullable(),
  fromMs: instantSchema,
  untilMs: instantSchema,
  parts: z.array(z.strictObject({ fromMs: instantSchema, untilMs: instantSchema, standing: standingSchema })).readonly(),
}) satisfies z.ZodType<EntrySpan>;

/** How full a day is. */
export const dayLoadSchema = z.strictObject({
  fromMs: instantSchema,
  /** How long something else is on in the place of a fallback: interrupts and overlays take no place. */
  plannedMs: z.int().min(0),
  /** So many entries are. */
  entryCount: z.int().min(0),
  /** Entries of one rank meet, and nobody said which is meant. */
  hasTie: z.boolean(),
});
export type DayLoad = z.infer<typeof dayLoadSchema>;

/** Of a leap year, and one instant more that ends its last day. */
const mostDayEdges = 367;

const notPlanned = [
  /** Nothing can be laid out: the plan would be refused. */
  z.strictObject({
    kind: z.literal('refused'),
    screenIds: z.array(screenIdSchema).readonly(),
    faults: z.array(planFaultSchema).readonly(),
  }),
  /** There is no screen under the target, or no entry addresses one. */
  z.strictObject({ kind: z.literal('no-screen') }),
  z.strictObject({ kind: z.literal('unaddressed') }),
] as const;

const timetableAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('planned'),
    /** The screens that have this plan: of several plans under the target, the one that most of them have. */
    screenIds: z.array(screenIdSchema).readonly(),
    /** The other plans under the target, each by one of its screens. */
    others: z.array(z.strictObject({ screenId: screenIdSchema, screenCount: z.int() })).readonly(),
    spans: z.array(entrySpanSchema).readonly(),
    /** Where what is told ends: `untilMs`, or earlier where there are more than 5,000 spans. */
    untilMs: instantSchema,
    conflicts: z.array(conflictSchema).readonly(),
    /** What interrupts come to; only where at most 25 hours are asked for, because the whole glass is gone through. */
    shares: z.array(z.strictObject({ entryId: z.string(), promisedBp: z.int(), achievedBp: z.int() })).readonly(),
  }),
  ...notPlanned,
]);
export type Timetable = z.infer<typeof timetableAnswerSchema>;

const daysAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('planned'),
    screenIds: z.array(screenIdSchema).readonly(),
    days: z.array(dayLoadSchema).readonly(),
  }),
  ...notPlanned,
]);

export const timetableRoutes = {
  readTimetable: route({
    method: 'POST',
    path: '/api/timetable',
    summary:
      'When the entries of a site, area or screen are on as they are planned now, whether each is seen, and why not; at most 45 days',
    tag: 'schedule',
    access: 'schedule.read',
    scope: 'handler',
    body: z
      .strictObject({ target: targetSchema, fromMs: instantSchema, untilMs: instantSchema })
      .refine(({ fromMs, untilMs }) => untilMs > fromMs && untilMs - fromMs <= longestMs, {
        path: ['untilMs'],
        message: 'must come after fromMs, by 45 days at most',
      }),
    answer: timetableAnswerSchema,
  }),
  readDays: route({
    method: 'POST',
    path: '/api/timetable/days',
    summary: 'How full each day of a site, area or screen is as it is planned now; at most 366 days',
    tag: 'schedule',
    access: 'schedule.read',
    scope: 'handler',
    body: z.strictObject({
      target: targetSchema,
      /** Where days begin, by the clocks of whoever asks; the last instant ends the last day. */
      dayEdgesMs: z
        .array(instantSchema)
        .min(2)
        .max(mostDayEdges)
        .refine((edges) => edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? 0)), 'must rise')
        .refine((edges) => (edges.at(-1) ?? 0) - (edges[0] ?? 0) <= mostDayEdges * 86_400_000, 'must span a year at most'),
    }),
    answer: daysAnswerSchema,
  }),
} as const;
