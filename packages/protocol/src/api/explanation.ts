import type { Answer, Explanation, ItemAbsence, LossReason, ShownRegion, Standing } from '@gatecast/schedules';
import { z } from 'zod';
import { tierSchema } from '../plan.ts';

// The engine's answers as they cross the border. `satisfies` holds them against the types of schedules/.

/** UTC milliseconds; before 1970 where what is asked lies near it. */
const instant = z.int();
const ids = z.array(z.string()).readonly();
const absenceReasonSchema = z.enum(['not-yet-valid', 'expired', 'no-variant', 'media-missing']);
const itemAbsenceSchema = z.strictObject({ itemId: z.string(), reason: absenceReasonSchema }) satisfies z.ZodType<ItemAbsence>;

const shownRegionSchema = z.strictObject({
  regionId: z.string(),
  entryId: z.string(),
  shown: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('item'),
      itemId: z.string(),
      languages: ids,
      isSubstitute: z.boolean(),
      fromMs: instant,
      untilMs: instant,
    }),
    z.strictObject({ kind: z.literal('ticker'), itemIds: ids }),
    z.strictObject({ kind: z.literal('clock') }),
    z.strictObject({ kind: z.literal('empty'), items: z.array(itemAbsenceSchema).readonly() }),
  ]),
}) satisfies z.ZodType<ShownRegion>;

const winnerSchema = z.strictObject({
  entryId: z.string(),
  tier: tierSchema,
  specificity: z.int(),
  anchorMs: instant,
  anchor: z.enum(['occurrence', 'daypart', 'calendar', 'day-start', 'items-changed', 'turn']),
});

export const answerSchema = z.strictObject({
  atMs: instant,
  entryId: z.string(),
  occurrenceStartMs: instant,
  layoutId: z.string().nullable(),
  regions: z.array(shownRegionSchema).readonly(),
  overlays: z
    .array(z.strictObject({ entryId: z.string(), layoutId: z.string(), regions: z.array(shownRegionSchema).readonly() }))
    .readonly(),
  interruptId: z.string().nullable(),
  untilMs: instant,
  reason: z.strictObject({ winner: winnerSchema }),
}) satisfies z.ZodType<Answer>;

const offReasons = [
  z.strictObject({
    kind: z.literal('outside-span'),
    nextStartMs: instant.nullable(),
    emptiedAtMs: instant.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('outside-daypart'), daypartIds: ids, emptiedAtMs: instant.exactOptional() }),
  z.strictObject({ kind: z.literal('outside-calendar'), calendarIds: ids, exceptCalendarIds: ids }),
] as const;
const nothingToShowSchema = z.strictObject({ kind: z.literal('nothing-to-show'), items: z.array(itemAbsenceSchema).readonly() });
const lowerTierSchema = z.strictObject({ kind: z.literal('lower-tier'), winnerTier: tierSchema });

/** Why an entry that is on is not seen. */
export const spanReasons = [
  nothingToShowSchema,
  lowerTierSchema,
  z.strictObject({ kind: z.literal('less-specific'), winnerSpecificity: z.int() }),
  z.strictObject({ kind: z.literal('earlier-start'), winnerStartMs: instant }),
  z.strictObject({ kind: z.literal('later-id') }),
] as const;

const lossReasonSchema = z.discriminatedUnion('kind', [
  ...offReasons,
  ...spanReasons,
  z.strictObject({ kind: z.literal('turn-of-another'), nextTurnMs: instant.nullable() }),
]) satisfies z.ZodType<LossReason>;

const standingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('speaking') }),
  z.strictObject({ kind: z.literal('waiting'), nextPlayMs: instant.nullable() }),
  z.strictObject({ kind: z.literal('hidden-by-interrupt'), interruptId: z.string() }),
  lowerTierSchema,
  ...offReasons,
  nothingToShowSchema,
]) satisfies z.ZodType<Standing>;

const itemStandingSchema = z.strictObject({
  itemId: z.string(),
  state: z.enum(['shown', 'in-round', ...absenceReasonSchema.options]),
  languages: z
    .array(
      z.strictObject({
        language: z.string(),
        served: z.enum(['own', 'wordless', 'substitute', 'skip']),
        because: z.enum(['no-variant', 'not-yet-valid', 'expired', 'media-missing']).exactOptional(),
      }),
    )
    .readonly(),
});

/** An entry that wins later, from when until when; null: for 366 days at least. */
export const comingEntrySchema = z.strictObject({
  entryId: z.string(),
  tier: winnerSchema.shape.tier,
  fromMs: instant,
  untilMs: instant.nullable(),
});
export type ComingEntry = z.infer<typeof comingEntrySchema>;

export const explanationSchema = z.strictObject({
  answer: answerSchema,
  regions: z.array(shownRegionSchema.extend({ items: z.array(itemStandingSchema).readonly() })).readonly(),
  winner: winnerSchema.extend({
    decidedBy: z.enum(['alone', 'tier', 'specificity', 'turn', 'later-start', 'smaller-id']),
    turn: z.strictObject({ fromMs: instant, untilMs: instant }).nullable(),
  }),
  losers: z.array(z.strictObject({ entryId: z.string(), why: lossReasonSchema })).readonly(),
  interrupts: z.array(z.strictObject({ entryId: z.string(), standing: standingSchema, shareBp: z.int() })).readonly(),
  overlays: z.array(z.strictObject({ entryId: z.string(), standing: standingSchema })).readonly(),
}) satisfies z.ZodType<Explanation>;
