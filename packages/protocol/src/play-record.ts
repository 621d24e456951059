import { z } from 'zod';
import { hashSchema, instantSchema, languageSchema } from './primitives.ts';

export const playEndSchema = z.enum(['completed', 'cut-by-plan', 'cut-by-alert', 'cut-by-failure', 'cut-by-stop', 'unknown']);
export type PlayEnd = z.infer<typeof playEndSchema>;

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
  untilMs: instantSchema,
  ended: playEndSchema,
  clock: z.enum(['synced', 'trusted', 'untrusted']),
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
