import { z } from 'zod';
import { hashSchema, instantSchema, languageSchema } from './primitives.ts';

/** `cut-by-visitor`: somebody began to read a look-up point. `cut-by-stop`: the page or the player went away. */
export const playEndSchema = z.enum([
  'completed',
  'cut-by-plan',
  'cut-by-alert',
  'cut-by-failure',
  'cut-by-visitor',
  'cut-by-stop',
  'unknown',
]);
export type PlayEnd = z.infer<typeof playEndSchema>;

/** What was seen of a film: frames that came to be shown, and those that came too late for it (`getVideoPlaybackQuality`). */
export const playedFramesSchema = z.strictObject({ shown: z.int().min(0), dropped: z.int().min(0) });
export type PlayedFrames = z.infer<typeof playedFramesSchema>;

/** One exposure of one item on one screen. */
export const playRecordSchema = z.strictObject({
  /** Counts up by one per player and chain, from 1. */
  sequence: z.int().min(1),
  releaseNumber: z.int().min(0),
  entryId: z.string().max(64),
  regionId: z.string().max(64),
  itemId: z.string().min(1).max(64),
  languages: z.array(languageSchema).min(1).max(24),
  fromMs: instantSchema,
  /** `fromMs` and what a monotonic clock counted: a clock that is set makes no exposure longer or shorter. */
  untilMs: instantSchema,
  ended: playEndSchema,
  /** As it stood when the exposure began. */
  clock: z.enum(['synced', 'trusted', 'untrusted']),
  /** Of a film. */
  frames: playedFramesSchema.exactOptional(),
  /** So many exposures just before this one were seen and are not recorded, as there was no room for them: a gap, told. */
  lostBefore: z.int().min(1).exactOptional(),
});
export type PlayRecord = z.infer<typeof playRecordSchema>;

/**
 * What the device key signs: a run of records without a gap. `previous` is the chain's head before the first,
 * `head` the one after the last; head(n) = SHA-256(head(n-1) as hex, line feed, canonical JSON of record n).
 */
export const playRecordsSchema = z.strictObject({
  version: z.literal(1),
  type: z.literal('play-records'),
  playerId: z.string().min(1).max(64),
  chainId: z.uuid(),
  previous: hashSchema,
  head: hashSchema,
  records: z.array(playRecordSchema).min(1).max(200),
});
export type PlayRecords = z.infer<typeof playRecordsSchema>;

/** Head of a chain without records. */
export const emptyChainHead = '0'.repeat(64);
