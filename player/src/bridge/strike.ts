import { z } from 'zod';

/** A document that could not be drawn, as stage and agent tell it each other; the agent keeps it for the next stage. */
export const stageStrikeSchema = z.strictObject({
  /** The document's name. */
  name: z.string().min(1).max(64),
  itemId: z.string().max(64),
  language: z.string().max(35),
  count: z.int().min(1),
  failedMs: z.int(),
  /** Until then its substitute is shown. */
  untilMs: z.int(),
  detail: z.string().max(200),
});
export type StageStrike = z.infer<typeof stageStrikeSchema>;

/** The latest of them; more are not handed over. */
export const mostStrikes = 100;

/** A strike whose wait was over for so long is forgotten: what fails again then fails for the first time. */
const forgottenAfterMs = 6 * 3_600_000;

export function isForgotten({ untilMs }: Pick<StageStrike, 'untilMs'>, nowMs: number): boolean {
  return nowMs - untilMs >= forgottenAfterMs;
}
