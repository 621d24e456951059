import { z } from 'zod';
import { screenIdSchema, siteIdSchema } from '../ids.ts';
import { playEndSchema, playRecordSchema } from '../play-record.ts';
import { instantSchema, queryInstantSchema } from '../primitives.ts';
import { nextPage, pageQuery } from './page.ts';
import { route } from './route.ts';

/** What is asked of play records: a span, and perhaps one item, one entry or one way to end. */
/** Of one span. */
export const playPicturesTold = 1_000;
export const playFilter = {
  fromMs: queryInstantSchema,
  untilMs: queryInstantSchema,
  itemId: z.string().min(1).max(64).optional(),
  entryId: z.string().min(1).max(64).optional(),
  ended: playEndSchema.optional(),
};
/** The same of the screens of a site, or (left out) of every site that the caller may see. */
export const allPlaysFilter = { ...playFilter, siteId: siteIdSchema.optional() };
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
      /** When pictures of the screen were taken within the span, in order of time; of very many the last. */
      picturesAtMs: z.array(instantSchema).max(playPicturesTold),
    }),
  }),
  listAllPlays: route({
    method: 'GET',
    path: '/api/plays',
    summary:
      'What all screens of a site, or of every site, showed, in order of time, in pages; a page may be short and still have a next one, where what is asked for is rare',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'handler',
    query: z.strictObject({ ...allPlaysFilter, ...pageQuery({ usual: 100, most: 500 }) }),
    answer: z.strictObject({ plays: z.array(storedPlaySchema.extend({ screenId: screenIdSchema })), ...nextPage }),
  }),
} as const;

/** Where the plays of all screens are had as CSV. */
export const allPlaysCsvPath = '/api/plays.csv';
/** Where the same is had as CSV, whole: a file and not JSON, so it stands beside the route table. */
export function playsCsvPath(screenId: string): string {
  return `/api/screens/${screenId}/plays.csv`;
}
