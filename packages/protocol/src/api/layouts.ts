import { z } from 'zod';
import { layoutIdSchema, playlistIdSchema } from '../ids.ts';
import { mostRegions } from '../layout-faults.ts';
import { regionSchema } from '../plan.ts';
import { instantSchema, textSchema } from '../primitives.ts';
import { owner, ownerOfNew } from './owner.ts';
import { nextPage, wholeOrPageQuery } from './page.ts';
import { removedRevision } from './revision.ts';
import { route } from './route.ts';

/** Stands in a stored layout where the entry's own ticker playlist goes when a screen's plan is compiled. */
export const entryTicker = 'entry-ticker';

/** Width to height of the screens that a layout is drawn for, such as `16:9`; it fits others as well, stretched. */
export const aspectSchema = z.string().regex(/^[1-9]\d{0,2}:[1-9]\d{0,2}$/, 'must be WIDTH:HEIGHT, such as 16:9');

const [mainContent, , , clockContent] = regionSchema.shape.content.options;
export const layoutRegionSchema = regionSchema.extend({
  id: textSchema(1, 64).describe('Unique in its layout, for people'),
  content: z.discriminatedUnion('kind', [
    mainContent,
    z.strictObject({ kind: z.literal('playlist'), playlistId: playlistIdSchema }),
    z.strictObject({ kind: z.literal('ticker'), playlistId: z.literal(entryTicker).describe('Each entry names its own') }),
    clockContent,
  ]),
});
export type LayoutRegion = z.infer<typeof layoutRegionSchema>;

export const layoutDraftSchema = z.strictObject({
  name: textSchema(1, 200),
  aspect: aspectSchema,
  /** One of them shows the playlist of the entry; none lies over another. */
  regions: z.array(layoutRegionSchema).min(1).max(mostRegions),
});
export type LayoutDraft = z.infer<typeof layoutDraftSchema>;

/** The layouts of the house are made with the store; those whose regions leave a part of the screen open are for overlays. */
export const storedLayoutSchema = z.strictObject({
  id: layoutIdSchema,
  ...owner,
  ...layoutDraftSchema.shape,
  /** A word that says which of the house's own it is; of others their id. */
  key: z.string(),
  /** Came with the house: it can be copied, and neither changed nor removed. */
  isBuiltIn: z.boolean(),
  /** Counts edits. */
  revision: z.int().min(1),
  changedAtMs: instantSchema,
  /** Entries that use it, of those that the caller may see. */
  entryCount: z.int().min(0),
});
export type StoredLayout = z.infer<typeof storedLayoutSchema>;

const layoutParams = z.strictObject({ layoutId: layoutIdSchema });

export const layoutRoutes = {
  listLayouts: route({
    method: 'GET',
    path: '/api/layouts',
    summary: 'All layouts',
    tag: 'schedule',
    access: 'schedule.read',
    scope: 'handler',
    query: z.strictObject(wholeOrPageQuery),
    answer: z.strictObject({ layouts: z.array(storedLayoutSchema), ...nextPage }),
  }),
  createLayout: route({
    method: 'POST',
    path: '/api/layouts',
    summary: 'Add a layout',
    tag: 'schedule',
    access: 'layout.edit',
    scope: 'handler',
    body: layoutDraftSchema.extend(ownerOfNew),
    answer: storedLayoutSchema,
  }),
  putLayout: route({
    method: 'PUT',
    path: '/api/layouts/:layoutId',
    summary: 'Change a layout that did not come with the house; `revision` is the one that was read',
    tag: 'schedule',
    access: 'layout.edit',
    scope: 'handler',
    params: layoutParams,
    body: layoutDraftSchema.extend({ revision: z.int().min(1) }),
    ifMatch: 'revision',
    answer: storedLayoutSchema,
  }),
  deleteLayout: route({
    method: 'DELETE',
    path: '/api/layouts/:layoutId',
    summary: 'Remove a layout that no entry uses and that did not come with the house',
    tag: 'schedule',
    access: 'layout.edit',
    scope: 'handler',
    params: layoutParams,
    query: z.strictObject(removedRevision),
    ifMatch: 'revision',
    answer: z.strictObject({}),
  }),
} as const;
