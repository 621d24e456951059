import { z } from 'zod';
import { feedCellSchema, feedColumnKeySchema, feedColumnSchema, feedColumnTypeSchema, feedLimits } from '../feed.ts';
import { feedSourceIdSchema, siteIdSchema } from '../ids.ts';
import { instantSchema, textSchema } from '../primitives.ts';
import { documentAnswerSchema } from '../wire.ts';
import { readRevision, removedRevision, revision } from './revision.ts';
import { nextPage, wholeOrPageQuery } from './page.ts';
import { route } from './route.ts';

/** A server's address without a user's name; where it leads is judged when it is fetched. */
const feedUrlSchema = z
  .string()
  .max(1_000)
  .regex(/^https?:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9]\d{0,4})?([/?#][!-~]*)?$/, 'must be https://host/path, the host in lower case');

const everySSchema = z.int().min(30).max(86_400);
/** Names and places by dots: `data.rates[0]`; of an object whose entries are rows, `@key` and `@value`. Empty: the whole. */
const feedPathSchema = z
  .string()
  .max(200)
  .regex(/^(|@?[^.[\]@]+|\[\d{1,4}\])((\.@?[^.[\]@]+)|\[\d{1,4}\])*$/, 'must be a path such as data.rows[0].name')
  .refine((path) => path.split(/[.[\]]/).length <= 16, 'must not be deeper than 16');

/** Where values come from. `push`: somebody sends them to this server, for networks that lead nowhere. */
export const feedIntakeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('push') }),
  z.strictObject({
    kind: z.literal('json'),
    url: feedUrlSchema,
    everyS: everySSchema,
    /** Leads to a list of rows, or to an object whose entries are rows. */
    rowsPath: feedPathSchema,
    /** Leads to the instant that the values are of; left out: when they were fetched. */
    asOfPath: feedPathSchema.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('csv'), url: feedUrlSchema, everyS: everySSchema, separator: z.enum([',', ';', '\t']) }),
  z.strictObject({ kind: z.literal('syndication'), url: feedUrlSchema, everyS: everySSchema }),
]);
export type FeedIntake = z.infer<typeof feedIntakeSchema>;

/** What RSS and Atom entries have for columns. Addresses are not among them. */
export const syndicationFields = ['title', 'summary', 'author', 'category', 'published'] as const;

/** `from`: where in a row the cell stands: a path, the name of a CSV column, or one of `syndicationFields`. */
export const feedIntakeColumnSchema = z.strictObject({ key: feedColumnKeySchema, type: feedColumnTypeSchema, from: textSchema(1, 120) });
export type FeedIntakeColumn = z.infer<typeof feedIntakeColumnSchema>;

const definitionFields = {
  name: textSchema(1, 100),
  /** null: of the whole organisation. */
  siteId: siteIdSchema.nullable(),
  intake: feedIntakeSchema,
  columns: z
    .array(feedIntakeColumnSchema)
    .min(1)
    .max(feedLimits.columns)
    .refine((columns) => new Set(columns.map(({ key }) => key)).size === columns.length, 'must not repeat a key'),
};
type Columns = { readonly intake: FeedIntake; readonly columns: readonly FeedIntakeColumn[] };
function mustFitIntake({ intake, columns }: Columns, context: z.RefinementCtx): void {
  for (const [index, { from }] of columns.entries()) {
    const path = ['columns', index, 'from'];
    if (intake.kind === 'syndication' && !(syndicationFields as readonly string[]).includes(from))
      context.addIssue({ code: 'custom', path, message: `must be one of ${syndicationFields.join(', ')}` });
    if ((intake.kind === 'json' || intake.kind === 'push') && !feedPathSchema.safeParse(from).success)
      context.addIssue({ code: 'custom', path, message: 'must be a path such as rate or price.amount' });
  }
}
export const feedDefinitionSchema = z.strictObject(definitionFields).superRefine(mustFitIntake);
export type FeedDefinition = z.infer<typeof feedDefinitionSchema>;

/** Why the last values were not taken. */
export const feedProblemCodeSchema = z.enum([
  'address-refused',
  'unreachable',
  'timed-out',
  'bad-status',
  'too-large',
  'unreadable',
  'unfit-values',
  'site-full',
]);
export type FeedProblemCode = z.infer<typeof feedProblemCodeSchema>;

/** A source as people see it. Its address may hold a key, so that only its host is told here. */
export const feedSourceSchema = z.strictObject({
  id: feedSourceIdSchema,
  name: z.string(),
  siteId: siteIdSchema.nullable(),
  kind: z.enum(['push', 'json', 'csv', 'syndication']),
  host: z.string().nullable(),
  everyS: z.int().nullable(),
  columns: z.array(feedColumnSchema),
  /** The last good ones. */
  values: z.strictObject({ asOfMs: instantSchema, receivedAtMs: instantSchema, rows: z.array(z.array(feedCellSchema)) }).nullable(),
  triedAtMs: instantSchema.nullable(),
  nextTryMs: instantSchema.nullable(),
  /** Of the last try; null: it went well, or there was none. */
  problem: z.strictObject({ code: feedProblemCodeSchema, detail: z.string(), atMs: instantSchema, failures: z.int() }).nullable(),
  changedAtMs: instantSchema,
  ...revision,
});
export type FeedSource = z.infer<typeof feedSourceSchema>;

const params = z.strictObject({ sourceId: feedSourceIdSchema });
/** Told once, and kept as a hash only. */
const withToken = { token: z.string().nullable() };

export const feedRoutes = {
  listFeedSources: route({
    method: 'GET',
    path: '/api/feed-sources',
    summary: 'All feed sources with their last good values and how the last try went',
    tag: 'feeds',
    access: 'content.read',
    scope: 'handler',
    query: z.strictObject(wholeOrPageQuery),
    answer: z.strictObject({ sources: z.array(feedSourceSchema), ...nextPage }),
  }),
  createFeedSource: route({
    method: 'POST',
    path: '/api/feed-sources',
    summary: 'Add a feed source; one that is pushed to gets its token, which is told this once',
    tag: 'feeds',
    access: 'feed.edit',
    scope: 'handler',
    body: feedDefinitionSchema,
    answer: z.strictObject({ source: feedSourceSchema, ...withToken }),
  }),
  getFeedDefinition: route({
    method: 'GET',
    path: '/api/feed-sources/:sourceId/definition',
    summary: 'Where a source’s values come from; of its address, which may hold a key, only the host to whoever may not change it',
    tag: 'feeds',
    access: 'content.read',
    scope: 'handler',
    params,
    answer: z.strictObject({ ...definitionFields, ...revision }),
  }),
  putFeedDefinition: route({
    method: 'PUT',
    path: '/api/feed-sources/:sourceId/definition',
    summary: 'Change a feed source; values of other columns than before are forgotten',
    tag: 'feeds',
    access: 'feed.edit',
    scope: 'handler',
    params,
    body: z.strictObject({ ...definitionFields, ...readRevision }).superRefine(mustFitIntake),
    ifMatch: 'revision',
    answer: feedSourceSchema,
  }),
  removeFeedSource: route({
    method: 'DELETE',
    path: '/api/feed-sources/:sourceId',
    summary: 'Remove a feed source; items that show it say what they say when values are gone',
    tag: 'feeds',
    access: 'feed.edit',
    scope: 'handler',
    params,
    query: z.strictObject(removedRevision),
    ifMatch: 'revision',
    answer: z.strictObject({}),
  }),
  tryFeedSource: route({
    method: 'POST',
    path: '/api/feed-sources/:sourceId/try',
    summary: 'Fetch a source’s values now',
    tag: 'feeds',
    access: 'feed.edit',
    scope: 'handler',
    params,
    answer: feedSourceSchema,
  }),
  renewFeedToken: route({
    method: 'POST',
    path: '/api/feed-sources/:sourceId/token',
    summary: 'A new token to push values with; the old one is void at once',
    tag: 'feeds',
    access: 'feed.edit',
    scope: 'handler',
    params,
    body: z.strictObject(readRevision),
    ifMatch: 'revision',
    answer: z.strictObject({ ...withToken, ...revision }),
  }),
  pushFeedValues: route({
    method: 'POST',
    path: '/api/feed-sources/:sourceId/values',
    summary: 'Give a source its values; `Authorization: Bearer` with the source’s token',
    tag: 'feeds',
    access: 'public',
    params,
    body: z.strictObject({
      rows: z.array(z.record(z.string().max(64), z.json())).max(feedLimits.rows),
      /** Left out: now. */
      asOfMs: instantSchema.optional(),
    }),
    answer: z.strictObject({ rows: z.int(), asOfMs: instantSchema }),
  }),
  getFeedState: route({
    method: 'GET',
    path: '/api/feed-states/:siteId',
    summary: 'The signed state of a site’s feeds, for its players; what it says is on public screens',
    tag: 'feeds',
    access: 'public',
    params: z.strictObject({ siteId: siteIdSchema }),
    answer: documentAnswerSchema,
  }),
} as const;
