import type { Conflict, PlanWarning } from '@gatecast/schedules';
import { z } from 'zod';
import { screenIdSchema } from '../ids.ts';
import { tierSchema } from '../plan.ts';
import { instantSchema } from '../primitives.ts';

// What the engine says of a plan that can be played and is probably not meant. Half-open [fromMs, untilMs).

const entryIds = z.array(z.string()).readonly();

export const conflictSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('tie'),
    fromMs: instantSchema,
    untilMs: instantSchema,
    tier: tierSchema,
    specificity: z.int(),
    winnerId: z.string(),
    entryIds,
    decidedBy: z.enum(['later-start', 'smaller-id']),
  }),
  z.strictObject({
    kind: z.literal('shares-over-whole'),
    fromMs: instantSchema,
    untilMs: instantSchema,
    entryIds,
    shareBp: z.int(),
  }),
]) satisfies z.ZodType<Conflict>;

/** What the engine warns of, and texts that a screen cannot show at once where people can read them: `items[id].variants[language]`. */
export const planWarningSchema = z.strictObject({
  path: z.string(),
  code: z.enum([
    'turn-shorter-than-round',
    'item-longer-than-share',
    'rule-never-comes',
    'start-outside-rule',
    'text-turns-pages',
  ] satisfies readonly (PlanWarning['code'] | 'text-turns-pages')[]),
  message: z.string(),
});
export type PublishWarning = z.infer<typeof planWarningSchema>;

/** Interrupts that are promised more than the whole together: [fromMs, untilMs) is the first time, `times` counts those that were found. */
export const overbookingSchema = z.strictObject({
  entryIds,
  shareBp: z.int(),
  fromMs: instantSchema,
  untilMs: instantSchema,
  times: z.int().min(1),
  /** There may be more than `times`: only the first conflicts of a plan are told. */
  isAtLeast: z.boolean(),
});
export type Overbooking = z.infer<typeof overbookingSchema>;

/** One place in a plan and what is wrong there. */
export const planFaultSchema = z.strictObject({
  path: z.string(),
  code: z.string(),
  message: z.string(),
  /** Of `shares-over-whole`, for people to word. */
  overbooked: overbookingSchema.exactOptional(),
});

/** What one plan's conflicts and warnings come to, for all screens that have that plan. */
export const planFindingsSchema = z.strictObject({
  screenIds: z.array(screenIdSchema).readonly(),
  /** By start; the first 200. */
  conflicts: z.array(conflictSchema).readonly(),
  /** How many there are in all. */
  conflictCount: z.int(),
  /** Until when conflicts were looked for: 366 days on, or where the time for it was used up. */
  checkedUntilMs: instantSchema,
  warnings: z.array(planWarningSchema).readonly(),
});
export type PlanFindings = z.infer<typeof planFindingsSchema>;
