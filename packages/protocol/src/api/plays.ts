import { z } from 'zod';
import { screenIdSchema } from '../ids.ts';
import { playEndSchema, playRecordSchema } from '../play-record.ts';
import { instantSchema, queryInstantSchema } from '../primitives.ts';
import { route } from './route.ts';

/** What is asked of a screen's play records: a span, and perhaps one item or one way to end. */
export const playFilter = {
  fromMs: queryInstantSchema,
  untilMs: queryInstantSchema,
  itemId: z.string().min(1).max(64).optional(),
  ended: playEndSchema.optional(),
};
/** The longest span that is answered at once. */
export const longestPlaySpanMs = 31 * 86_400_000;

/** A stretch of one player's chain of signed records: `whole` where no record between its first and its last of the span is missing. */
export const playChainSchema = z.strictObject({
  playerId: z.string(),
  chainId: z.string(),
  first: z.int(),
  last: z.int(),
  count: z.int(),
  isWhole: z.boolean(),
});

export const storedPlaySchema = playRecordSchema.extend({
  playerId: z.string(),
  chainId: z.string(),
  title: z.string().describe('What people call the item; empty where it is gone'),
});
export type StoredPlay = z.infer<typeof storedPlaySchema>;
export type PlayChain = z.infer<typeof playChainSchema>;

export const playRoutes = {
  listPlays: route({
    method: 'GET',
    path: '/api/screens/:screenId/plays',
    summary: 'What a screen showed, as its player signed it, in order of time; with the state of the chains that the records stand in',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.screenId',
    params: z.strictObject({ screenId: screenIdSchema }),
    query: z.strictObject({
      ...playFilter,
      skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    answer: z.strictObject({
      plays: z.array(storedPlaySchema),
      isMore: z.boolean(),
      chains: z.array(playChainSchema),
      /** When the screen's last picture was taken, where that is within the span. */
      pictureAtMs: instantSchema.nullable(),
    }),
  }),
} as const;

/** Where the same is had as CSV, whole: a file and not JSON, so it stands beside the route table. */
export function playsCsvPath(screenId: string): string {
  return `/api/screens/${screenId}/plays.csv`;
}
