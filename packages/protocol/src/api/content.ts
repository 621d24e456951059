import { z } from 'zod';
import { fileRefSchema } from '../bundle.ts';
import { articleContentSchema, clockContentSchema, liveUrlContentSchema, soundLevelSchema, variantContentSchema } from '../content.ts';
import { feedContentSchema } from '../feed.ts';
import { itemIdSchema, mediaIdSchema, playlistIdSchema, siteIdSchema, supplierIdSchema, userIdSchema } from '../ids.ts';
import { mediaRefSchema } from '../media-ref.ts';
import { noticeContentSchema } from '../notice.ts';
import { pageMsSchema, pageNumberSchema, pagesLimits } from '../pages.ts';
import { durationMsSchema, itemKindSchema, missingRuleSchema, validitySchema } from '../plan.ts';
import { hashSchema, instantSchema, languageSchema, textSchema } from '../primitives.ts';
import { owner, ownerOfNew } from './owner.ts';
import { nextPage, pageQuery, searchQuery, wholeOrPageQuery } from './page.ts';
import { readRevision, removedRevision, revision } from './revision.ts';
import { route } from './route.ts';

export const supplierSchema = z.strictObject({ id: supplierIdSchema, name: z.string() });

/** uploaded > probing > rendering > ready, or failed with the reason. */
export const mediaSchema = z.strictObject({
  id: mediaIdSchema,
  ...owner,
  fileName: z.string(),
  source: z.enum(['upload', 'inbox']),
  state: z.enum(['probing', 'rendering', 'ready', 'failed']),
  progressBp: z.int().min(0).max(10_000),
  problem: z.string().nullable(),
  kind: z.enum(['image', 'video', 'pages', 'bundle']).nullable(),
  rendition: mediaRefSchema.nullable(),
  /** Of a bundle: its manifest, and how much it holds. */
  bundle: z.strictObject({ manifest: fileRefSchema, fileCount: z.int(), totalBytes: z.int() }).nullable(),
  /** Of document pages: SHA-256 of the file that they were made of, and how many they are. */
  pages: z.strictObject({ source: hashSchema, count: z.int() }).nullable(),
  durationMs: z.int().nullable(),
  thumbnail: hashSchema.nullable(),
  addedAtMs: instantSchema,
});
export type Media = z.infer<typeof mediaSchema>;

/** One page of an ingested document, and how long it would stand where nobody says. */
export const mediaPageSchema = z.strictObject({
  number: pageNumberSchema,
  media: mediaRefSchema,
  thumbnail: hashSchema,
  text: z.string().max(pagesLimits.textLength),
  durationMs: pageMsSchema,
});
export type MediaPage = z.infer<typeof mediaPageSchema>;

/** draft > submitted > approved | rejected. A submitted revision never changes; an edit makes the next one. */
export const reviewStateSchema = z.enum(['draft', 'submitted', 'approved', 'rejected']);

export const variantSchema = z.strictObject({
  language: languageSchema,
  revision: z.int().min(1),
  leadRevision: z.int().min(1),
  review: reviewStateSchema,
  /** The lead language has a newer approved revision than the one this translates. */
  isStale: z.boolean(),
  /** Name of the variant document: what the approver approves. */
  document: hashSchema,
  content: variantContentSchema,
  durationMs: durationMsSchema,
  validity: validitySchema,
  authorId: userIdSchema,
  reviewerId: userIdSchema.nullable(),
  reviewNote: z.string(),
  changedAtMs: instantSchema,
  /** The revision that players show now; null while none is approved. */
  approvedRevision: z.int().nullable(),
});
export type Variant = z.infer<typeof variantSchema>;

/** What players show of a variant now, for whoever is to approve the next. */
export const approvedVariantSchema = variantSchema.pick({
  revision: true,
  content: true,
  durationMs: true,
  validity: true,
  authorId: true,
  reviewerId: true,
  changedAtMs: true,
});
export type ApprovedVariant = z.infer<typeof approvedVariantSchema>;

export const itemTagLimits = { ofItem: 20, itemsAtOnce: 500 } as const;
/** A word, or a few, by which items are found together. */
const itemTagSchema = textSchema(1, 40).refine((tag) => !tag.includes('\n'), 'must be one line');
/** Each once. */
const itemTagsSchema = z
  .array(itemTagSchema)
  .max(itemTagLimits.ofItem)
  .refine((tags) => new Set(tags).size === tags.length, 'must name each tag once');

const itemFields = {
  kind: itemKindSchema,
  title: textSchema(1, 200),
  category: z.string().regex(/^[a-z0-9-]{1,64}$/),
  supplierId: supplierIdSchema,
  validity: validitySchema.default({ fromMs: null, untilMs: null }),
  missing: missingRuleSchema.default('substitute'),
};
export const itemSchema = z.strictObject({
  id: itemIdSchema,
  ...owner,
  ...itemFields,
  validity: validitySchema,
  missing: missingRuleSchema,
  tags: z.array(z.string()),
  /** Counts edits of its title, category, supplier, validity and missing rule; its variants have revisions of their own. */
  edits: z.int().min(0),
  variants: z.array(variantSchema),
  changedAtMs: instantSchema,
});
export type Item = z.infer<typeof itemSchema>;

/** How far some language of an item is: its newest revision, or `stale` where the lead language has a newer approved text than it translates. */
export const itemStateSchema = z.enum([...reviewStateSchema.options, 'stale']);

/** As many items as can be asked for by their ids at once. */
export const mostItemIds = 100;
const itemParams = z.strictObject({ itemId: itemIdSchema });
const variantParams = z.strictObject({ itemId: itemIdSchema, language: languageSchema });

/** What an editor writes; a picture or film is named by the media it was ingested as. */
export const variantDraftSchema = z.discriminatedUnion('kind', [
  noticeContentSchema,
  articleContentSchema,
  clockContentSchema,
  liveUrlContentSchema,
  feedContentSchema,
  z.strictObject({ kind: z.literal('image'), mediaId: mediaIdSchema, alternative: textSchema(0, 400) }),
  z.strictObject({
    kind: z.literal('video'),
    mediaId: mediaIdSchema,
    alternative: textSchema(0, 400),
    levelBp: soundLevelSchema.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('pages'),
    mediaId: mediaIdSchema,
    /** The first and last page that are shown; left out: of the document. */
    fromPage: pageNumberSchema.exactOptional(),
    toPage: pageNumberSchema.exactOptional(),
    /** How long each page stands; left out: as long as reading its text takes. */
    pageMs: pageMsSchema.exactOptional(),
    alternative: textSchema(0, 400),
  }),
  z.strictObject({
    kind: z.literal('bundle'),
    mediaId: mediaIdSchema,
    alternative: textSchema(0, 400),
    levelBp: soundLevelSchema.exactOptional(),
  }),
]);

export const playlistDraftSchema = z.strictObject({
  name: textSchema(1, 200),
  slots: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('item'), itemId: itemIdSchema, weight: z.int().min(1).max(100).default(1) }),
        z.strictObject({ kind: z.literal('playlist'), playlistId: playlistIdSchema, weight: z.int().min(1).max(100).default(1) }),
      ]),
    )
    .max(1_000),
});
export const storedPlaylistSchema = z.strictObject({
  id: playlistIdSchema,
  ...owner,
  ...playlistDraftSchema.shape,
  changedAtMs: instantSchema,
  ...revision,
});
export type StoredPlaylist = z.infer<typeof storedPlaylistSchema>;

export const contentRoutes = {
  listSuppliers: route({
    method: 'GET',
    path: '/api/suppliers',
    summary: 'All suppliers',
    tag: 'content',
    access: 'content.read',
    scope: 'none',
    query: z.strictObject(wholeOrPageQuery),
    answer: z.strictObject({ suppliers: z.array(supplierSchema), ...nextPage }),
  }),
  createSupplier: route({
    method: 'POST',
    path: '/api/suppliers',
    summary: 'Add a supplier',
    tag: 'content',
    access: 'content.edit',
    body: z.strictObject({ name: textSchema(1, 200) }),
    answer: supplierSchema,
  }),
  listMedia: route({
    method: 'GET',
    path: '/api/media',
    summary: 'Ingested files, newest first, in pages',
    tag: 'content',
    access: 'content.read',
    scope: 'handler',
    query: z.strictObject({
      ...searchQuery,
      kind: mediaSchema.shape.kind.unwrap().optional(),
      state: mediaSchema.shape.state.optional(),
      ...pageQuery({ usual: 200, most: 1_000 }),
    }),
    answer: z.strictObject({ media: z.array(mediaSchema), ...nextPage }),
  }),
  getMedia: route({
    method: 'GET',
    path: '/api/media/:mediaId',
    summary: 'One file and how far its ingest is',
    tag: 'content',
    access: 'content.read',
    scope: 'handler',
    params: z.strictObject({ mediaId: mediaIdSchema }),
    answer: mediaSchema,
  }),
  listMediaPages: route({
    method: 'GET',
    path: '/api/media/:mediaId/pages',
    summary: 'The pages of a document, in their order; none while its ingest goes on, and of other files',
    tag: 'content',
    access: 'content.read',
    scope: 'handler',
    params: z.strictObject({ mediaId: mediaIdSchema }),
    answer: z.strictObject({ pages: z.array(mediaPageSchema) }),
  }),
  /** The body is multipart/form-data with one part `file`; bounded by the server's upload limit. */
  uploadMedia: route({
    method: 'POST',
    path: '/api/media',
    summary: 'Upload one image, video, document (PDF) or bundle (ZIP) as multipart/form-data, part `file`',
    tag: 'content',
    access: 'media.add',
    scope: 'handler',
    /** The site it shall belong to; left out: all, or the one site of whoever is of one. */
    query: z.strictObject({ siteId: siteIdSchema.exactOptional() }),
    answer: mediaSchema,
  }),
  listItems: route({
    method: 'GET',
    path: '/api/items',
    summary: 'Items with their variants, searched, filtered and sorted, in pages',
    tag: 'content',
    access: 'content.read',
    scope: 'handler',
    query: z.strictObject({
      ...searchQuery,
      kind: itemKindSchema.optional(),
      category: itemFields.category.optional(),
      supplierId: supplierIdSchema.optional(),
      state: itemStateSchema.optional(),
      /** Items that neither speak this language nor do without words. */
      missing: languageSchema.optional(),
      /** Whether a playlist has it. */
      usage: z.enum(['used', 'unused']).optional(),
      tag: itemTagSchema.optional(),
      /** Only these, by their ids with commas between them; what of them is gone, or of another site, is left out. */
      ids: z
        .string()
        .transform((ids) => ids.split(','))
        .pipe(z.array(itemIdSchema).min(1).max(mostItemIds))
        .optional(),
      sort: z.enum(['made', 'title', 'changed']).default('made'),
      ...pageQuery({ usual: 200, most: 1_000 }),
    }),
    answer: z.strictObject({ items: z.array(itemSchema), ...nextPage }),
  }),
  getItem: route({
    method: 'GET',
    path: '/api/items/:itemId',
    summary: 'One item',
    tag: 'content',
    access: 'content.read',
    scope: 'handler',
    params: itemParams,
    answer: itemSchema,
  }),
  createItem: route({
    method: 'POST',
    path: '/api/items',
    summary: 'Add an item without variants',
    tag: 'content',
    access: 'content.edit',
    scope: 'handler',
    body: z.strictObject({ ...itemFields, tags: itemTagsSchema.default([]), ...ownerOfNew }),
    answer: itemSchema,
  }),
  putItem: route({
    method: 'PUT',
    path: '/api/items/:itemId',
    summary: 'Change what an item says of itself: its title, category, supplier, validity and what is shown where a language is missing',
    tag: 'content',
    access: 'content.edit',
    scope: 'handler',
    params: itemParams,
    body: z.strictObject({
      title: itemFields.title,
      category: itemFields.category,
      supplierId: supplierIdSchema,
      validity: validitySchema,
      missing: missingRuleSchema,
      /** As they were read: somebody else's edit in between is `edited-meanwhile`. */
      edits: z.int().min(0),
    }),
    ifMatch: 'edits',
    answer: itemSchema,
  }),
  deleteItem: route({
    method: 'DELETE',
    path: '/api/items/:itemId',
    summary: 'Remove an item that no playlist has and of which nothing was ever approved: what was shown stays nameable',
    tag: 'content',
    access: 'content.edit',
    scope: 'handler',
    params: itemParams,
    query: z.strictObject({ edits: z.coerce.number<number | string>().int().min(0) }),
    ifMatch: 'edits',
    answer: z.strictObject({}),
  }),
  listItemTags: route({
    method: 'GET',
    path: '/api/item-tags',
    summary: 'The tags of all items, with how many items have each',
    tag: 'content',
    access: 'content.read',
    scope: 'handler',
    answer: z.strictObject({ tags: z.array(z.strictObject({ tag: z.string(), items: z.int() })) }),
  }),
  tagItems: route({
    method: 'POST',
    path: '/api/item-tags',
    summary: 'Give tags to items and take some away, of all that are named or of none',
    tag: 'content',
    access: 'content.edit',
    scope: 'handler',
    body: z
      .strictObject({
        itemIds: z
          .array(itemIdSchema)
          .min(1)
          .max(itemTagLimits.itemsAtOnce)
          .refine((ids) => new Set(ids).size === ids.length, 'must name each item once'),
        add: itemTagsSchema.default([]),
        remove: itemTagsSchema.default([]),
      })
      .refine(({ add, remove }) => add.every((tag) => !remove.includes(tag)), 'must not give and take the same tag'),
    answer: z.strictObject({ changed: z.int() }),
  }),
  putVariant: route({
    method: 'PUT',
    path: '/api/items/:itemId/variants/:language',
    summary: 'Write a variant: a draft is replaced, a submitted or decided revision is followed by the next',
    tag: 'content',
    access: 'content.edit',
    scope: 'handler',
    params: variantParams,
    body: z.strictObject({
      content: variantDraftSchema,
      /**
       * null: a video's measured length, a still's or text's computed dwell. Left out: what somebody said before, or that where nobody did.
       * Never of document pages, which say it page by page.
       */
      durationMs: durationMsSchema.nullable().optional(),
      /** Left out: as it was before; of a new variant without bounds of its own. */
      validity: validitySchema.optional(),
      /** The document that the editor read (its name is the variant's ETag), null (over HTTP also `If-None-Match: *`): there was none yet. */
      document: hashSchema.nullable(),
    }),
    ifMatch: 'document',
    answer: variantSchema,
  }),
  submitVariant: route({
    method: 'POST',
    path: '/api/items/:itemId/variants/:language/submit',
    summary: 'Hand the draft to a second person; from now on it cannot change',
    tag: 'content',
    access: 'content.edit',
    scope: 'handler',
    params: variantParams,
    /** The document that stands there for whoever submits it: another one meanwhile is `edited-meanwhile`. */
    body: z.strictObject({ document: hashSchema }),
    ifMatch: 'document',
    answer: variantSchema,
  }),
  approvedVariant: route({
    method: 'GET',
    path: '/api/items/:itemId/variants/:language/approved',
    summary: 'The newest approved revision of a variant, which players show; null: none was approved',
    tag: 'content',
    access: 'content.read',
    scope: 'handler',
    params: variantParams,
    answer: z.strictObject({ approved: approvedVariantSchema.nullable() }),
  }),
  reviewVariant: route({
    method: 'POST',
    path: '/api/items/:itemId/variants/:language/review',
    summary: 'Approve or reject a submitted revision; never by its author',
    tag: 'content',
    access: 'content.approve',
    scope: 'handler',
    params: variantParams,
    body: z.strictObject({
      /** The document that was looked at: another revision meanwhile is `edited-meanwhile`. */
      document: hashSchema,
      decision: z.enum(['approve', 'reject']),
      note: textSchema(0, 1_000).default(''),
    }),
    ifMatch: 'document',
    answer: variantSchema,
  }),
  listPlaylists: route({
    method: 'GET',
    path: '/api/playlists',
    summary: 'All playlists',
    tag: 'content',
    access: 'content.read',
    scope: 'handler',
    query: z.strictObject(wholeOrPageQuery),
    answer: z.strictObject({ playlists: z.array(storedPlaylistSchema), ...nextPage }),
  }),
  createPlaylist: route({
    method: 'POST',
    path: '/api/playlists',
    summary: 'Add a playlist',
    tag: 'content',
    access: 'schedule.edit',
    scope: 'handler',
    body: playlistDraftSchema.extend(ownerOfNew),
    answer: storedPlaylistSchema,
  }),
  putPlaylist: route({
    method: 'PUT',
    path: '/api/playlists/:playlistId',
    summary: 'Change a playlist',
    tag: 'content',
    access: 'schedule.edit',
    scope: 'handler',
    params: z.strictObject({ playlistId: playlistIdSchema }),
    body: playlistDraftSchema.extend(readRevision),
    ifMatch: 'revision',
    answer: storedPlaylistSchema,
  }),
  deletePlaylist: route({
    method: 'DELETE',
    path: '/api/playlists/:playlistId',
    summary: 'Remove a playlist that no entry, layout or other playlist uses',
    tag: 'content',
    access: 'schedule.edit',
    scope: 'handler',
    params: z.strictObject({ playlistId: playlistIdSchema }),
    query: z.strictObject(removedRevision),
    ifMatch: 'revision',
    answer: z.strictObject({}),
  }),
} as const;
