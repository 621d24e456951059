import { hashSchema } from '@gatecast/protocol';
import { z } from 'zod';

// What the stage says to its shell, over its own origin and not over the bridge: a sign of life must not need an agent.

/** Where the stage posts its beats, in both shells. */
export const beatPath = '/beat';
/** One every second. */
export const beatMs = 1_000;
/** Characters of a beat as JSON that a shell reads at most. */
export const largestBeat = 16_384;

export const stageActRungs = ['reload-item', 'replace-item'] as const;

/** What the stage itself has done about an item: loaded it again, or put its substitute in its place. */
export const stageActSchema = z.strictObject({
  rung: z.enum(stageActRungs),
  itemId: z.string().max(200),
  detail: z.string().max(200),
  /** Of a bundle: its page may hang, and its process with it. */
  manifestHash: hashSchema.exactOptional(),
});
export type StageAct = z.infer<typeof stageActSchema>;

export const stageBeatSchema = z.strictObject({
  /** Counts up by one when a frame that was asked for with the beat before has been drawn. */
  frames: z.int().min(0),
  isVisible: z.boolean(),
  /** What was on disk for it is on the glass, or there was nothing. */
  hasBegun: z.boolean(),
  /** Since the last beat that was heard, the oldest first. */
  acts: z.array(stageActSchema).max(20),
});
export type StageBeat = z.infer<typeof stageBeatSchema>;

/** What a stage is to show: the plan, or, in safe mode, the known-good release or no more than the site's name, the time and alerts. */
export type StageMode = 'plan' | 'known-good' | 'board';

const modeName = 'mode';

/** The page's address for a mode, beneath its origin. */
export function stagePath(mode: StageMode): string {
  return mode === 'plan' ? '/' : `/?${modeName}=${mode}`;
}

/** Where the Chromium shell gives the page together with what lets it in, once. */
export const startPath = '/start';

/** The mode that a page was loaded in, from its query. */
export function modeOf(query: string): StageMode {
  const mode = new URLSearchParams(query).get(modeName);
  return mode === 'board' || mode === 'known-good' ? mode : 'plan';
}
