import { z } from 'zod';

// The part of the engine's answer (schedules/src/timeline.ts) that this page words. Loose: an answer may grow.

const absenceSchema = z.object({ itemId: z.string(), reason: z.enum(['not-yet-valid', 'expired', 'no-variant', 'media-missing']) });
const tierSchema = z.enum(['fallback', 'regular', 'campaign', 'priority']);
const lossSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('outside-span'), nextStartMs: z.number().nullable() }),
  z.object({ kind: z.literal('outside-daypart'), daypartIds: z.array(z.string()) }),
  z.object({ kind: z.literal('lower-tier'), winnerTier: tierSchema }),
  z.object({ kind: z.literal('less-specific'), winnerSpecificity: z.number() }),
  z.object({ kind: z.literal('earlier-start'), winnerStartMs: z.number() }),
  z.object({ kind: z.literal('later-id') }),
  z.object({ kind: z.literal('nothing-to-show'), items: z.array(absenceSchema) }),
]);
export type Loss = z.infer<typeof lossSchema>;

export const explainAnswerSchema = z.object({
  atMs: z.number(),
  entryId: z.string(),
  untilMs: z.number(),
  regions: z.array(
    z.object({
      regionId: z.string(),
      shown: z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('item'),
          itemId: z.string(),
          languages: z.array(z.string()),
          isSubstitute: z.boolean(),
          fromMs: z.number(),
          untilMs: z.number(),
        }),
        z.object({ kind: z.literal('ticker'), itemIds: z.array(z.string()) }),
        z.object({ kind: z.literal('clock') }),
        z.object({ kind: z.literal('empty'), items: z.array(absenceSchema) }),
      ]),
    }),
  ),
  reason: z.object({
    winner: z.object({
      entryId: z.string(),
      tier: tierSchema,
      specificity: z.number(),
      anchorMs: z.number(),
      anchor: z.enum(['occurrence', 'daypart', 'day-start', 'items-changed']),
    }),
    losers: z.array(z.object({ entryId: z.string(), why: lossSchema })),
  }),
});
export type ExplainAnswer = z.infer<typeof explainAnswerSchema>;
