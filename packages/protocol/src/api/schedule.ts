import { z } from 'zod';
import {
  areaIdSchema,
  daypartIdSchema,
  entryIdSchema,
  layoutIdSchema,
  playlistIdSchema,
  publicationIdSchema,
  screenIdSchema,
  siteIdSchema,
  userIdSchema,
} from '../ids.ts';
import { daypartSpansSchema, regionSchema, tierSchema, whenSchema } from '../plan.ts';
import { instantSchema, textSchema } from '../primitives.ts';
import { refusalReasonSchema, releaseStateSchema } from '../release.ts';
import { route } from './route.ts';

export const daypartDraftSchema = z.strictObject({ name: textSchema(1, 200), spans: daypartSpansSchema });
export const storedDaypartSchema = z.strictObject({ id: daypartIdSchema, ...daypartDraftSchema.shape });

/** The two layouts of the house are made with the store; more come with the controller. */
export const storedLayoutSchema = z.strictObject({ id: layoutIdSchema, name: z.string(), key: z.string(), regions: z.array(regionSchema) });

/** A target is a whole site, an area with everything in it, or one screen. */
export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('site'), siteId: siteIdSchema }),
  z.strictObject({ kind: z.literal('area'), areaId: areaIdSchema }),
  z.strictObject({ kind: z.literal('screen'), screenId: screenIdSchema }),
]);
export type Target = z.infer<typeof targetSchema>;

export const entryDraftSchema = z.strictObject({
  name: textSchema(1, 200),
  tier: tierSchema,
  targets: z.array(targetSchema).min(1).max(200),
  playlistId: playlistIdSchema,
  /** null: the playlist fills the screen */
  layoutId: layoutIdSchema.nullable().default(null),
  /** What the layout's ticker region runs; only with a layout that has one. */
  tickerPlaylistId: playlistIdSchema.nullable().default(null),
  when: whenSchema,
  daypartIds: z.array(daypartIdSchema).max(50).default([]),
});
export const storedEntrySchema = z.strictObject({
  id: entryIdSchema,
  ...entryDraftSchema.shape,
  layoutId: layoutIdSchema.nullable(),
  tickerPlaylistId: playlistIdSchema.nullable(),
  daypartIds: z.array(daypartIdSchema),
  /** Counts edits; the ETag of the entry. */
  revision: z.int().min(1),
  changedAtMs: instantSchema,
  /** Changed since the last publication that holds it. */
  isPublished: z.boolean(),
});
export type StoredEntry = z.infer<typeof storedEntrySchema>;

/** How far each screen of a publication is. */
export const publicationScreenSchema = z.strictObject({
  screenId: screenIdSchema,
  releaseNumber: z.int(),
  state: releaseStateSchema,
  changedAtMs: instantSchema,
  reason: refusalReasonSchema.nullable(),
});
export const publicationSchema = z.strictObject({
  id: publicationIdSchema,
  note: z.string(),
  publishedBy: userIdSchema,
  publishedAtMs: instantSchema,
  /** Screens whose release this publication changed. */
  screens: z.array(publicationScreenSchema),
  /** Screens that were looked at and stay as they are. */
  unchangedCount: z.int(),
});
export type Publication = z.infer<typeof publicationSchema>;

/** What a publication would do, without doing it. */
export const publicationPreviewSchema = z.strictObject({
  changed: z.array(z.strictObject({ screenId: screenIdSchema, newObjects: z.int(), newBytes: z.int() })),
  unchangedCount: z.int(),
  refused: z.array(
    z.strictObject({
      screenId: screenIdSchema,
      faults: z.array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() })),
    }),
  ),
});

const entryParams = z.strictObject({ entryId: entryIdSchema });

export const scheduleRoutes = {
  listDayparts: route({
    method: 'GET',
    path: '/api/dayparts',
    summary: 'All dayparts',
    tag: 'schedule',
    access: 'schedule.read',
    answer: z.strictObject({ dayparts: z.array(storedDaypartSchema) }),
  }),
  createDaypart: route({
    method: 'POST',
    path: '/api/dayparts',
    summary: 'Add a daypart',
    tag: 'schedule',
    access: 'schedule.edit',
    body: daypartDraftSchema,
    answer: storedDaypartSchema,
  }),
  listLayouts: route({
    method: 'GET',
    path: '/api/layouts',
    summary: 'All layouts',
    tag: 'schedule',
    access: 'schedule.read',
    answer: z.strictObject({ layouts: z.array(storedLayoutSchema) }),
  }),
  listEntries: route({
    method: 'GET',
    path: '/api/entries',
    summary: 'All entries',
    tag: 'schedule',
    access: 'schedule.read',
    answer: z.strictObject({ entries: z.array(storedEntrySchema) }),
  }),
  createEntry: route({
    method: 'POST',
    path: '/api/entries',
    summary: 'Add an entry',
    tag: 'schedule',
    access: 'schedule.edit',
    body: entryDraftSchema,
    answer: storedEntrySchema,
  }),
  putEntry: route({
    method: 'PUT',
    path: '/api/entries/:entryId',
    summary: 'Change an entry; `revision` is the one that was read',
    tag: 'schedule',
    access: 'schedule.edit',
    params: entryParams,
    body: entryDraftSchema.extend({ revision: z.int().min(1) }),
    answer: storedEntrySchema,
  }),
  deleteEntry: route({
    method: 'DELETE',
    path: '/api/entries/:entryId',
    summary: 'Remove an entry',
    tag: 'schedule',
    access: 'schedule.edit',
    params: entryParams,
    answer: z.strictObject({}),
  }),
  previewPublication: route({
    method: 'POST',
    path: '/api/publications/preview',
    summary: 'Which screens a publication would change, and what refuses',
    tag: 'schedule',
    access: 'schedule.read',
    body: z.strictObject({}),
    answer: publicationPreviewSchema,
  }),
  publish: route({
    method: 'POST',
    path: '/api/publications',
    summary: 'Compile, sign and push releases to every screen that changes',
    tag: 'schedule',
    access: 'schedule.publish',
    body: z.strictObject({ note: textSchema(0, 500).default('') }),
    answer: publicationSchema,
  }),
  listPublications: route({
    method: 'GET',
    path: '/api/publications',
    summary: 'The last 50 publications, newest first',
    tag: 'schedule',
    access: 'schedule.read',
    answer: z.strictObject({ publications: z.array(publicationSchema) }),
  }),
  getPublication: route({
    method: 'GET',
    path: '/api/publications/:publicationId',
    summary: 'One publication with the states of its screens',
    tag: 'schedule',
    access: 'schedule.read',
    params: z.strictObject({ publicationId: publicationIdSchema }),
    answer: publicationSchema,
  }),
} as const;
