import { z } from 'zod';
import { areaIdSchema, meansIdSchema, mediaIdSchema, screenIdSchema, siteIdSchema } from '../ids.ts';
import { hashSchema, instantSchema, textSchema } from '../primitives.ts';
import { nextPage, pageQuery, searchQuery } from './page.ts';
import { readRevision, removedRevision, revision } from './revision.ts';
import { route } from './route.ts';
import { sheetImportAnswerSchema, sheetImportSchema } from './sheet.ts';

// The survey: what means of information stand where, whether or not Gatecast drives them.

export const meansKindSchema = z.enum(['display', 'lookup', 'counter', 'web']);
export type MeansKind = z.infer<typeof meansKindSchema>;
/** `out-of-use` stands there and serves nobody; `faulty` does not work and is to be mended. */
export const conditionSchema = z.enum(['good', 'worn', 'faulty', 'out-of-use']);
export type Condition = z.infer<typeof conditionSchema>;
/** The years that anything may be installed in or planned for. */
export const surveyYearSchema = z.int().min(1980).max(2100);
export const mostPhotos = 8;

/** What a sheet of the survey says of a means as it was found. */
const found = {
  condition: conditionSchema,
  /** Where exactly, in free words. */
  position: textSchema(0, 400).default(''),
  notes: textSchema(0, 2_000).default(''),
  photoIds: z.array(mediaIdSchema).max(mostPhotos).default([]),
};
export const meansDraftSchema = z.strictObject({
  /** null: of the whole site. */
  areaId: areaIdSchema.nullable().default(null),
  kind: meansKindSchema,
  name: textSchema(1, 200),
  /** Whose it is: an agency or a company. */
  owner: textSchema(0, 200).default(''),
  installedYear: surveyYearSchema.nullable().default(null),
  /** The screen of this fleet that it is; null: Gatecast does not drive it. */
  screenId: screenIdSchema.nullable().default(null),
  ...found,
});
export type MeansDraft = z.infer<typeof meansDraftSchema>;

/** A photo by the media it was ingested as; `thumbnail` and `picture` are names of files under /media, null until they are made. */
const photoSchema = z.strictObject({ mediaId: mediaIdSchema, thumbnail: hashSchema.nullable(), picture: hashSchema.nullable() });

export const meansSchema = meansDraftSchema.omit({ photoIds: true }).extend({
  id: meansIdSchema,
  siteId: siteIdSchema,
  photos: z.array(photoSchema),
  /** When somebody last filled in a sheet for it, and who; null: nobody has. */
  surveyedAtMs: instantSchema.nullable(),
  surveyedBy: z.string().nullable(),
  ...revision,
});
export type Means = z.infer<typeof meansSchema>;

/** One sheet of the survey, as it was filled in. */
export const surveySchema = z.strictObject({
  atMs: instantSchema,
  by: z.string(),
  condition: conditionSchema,
  position: z.string(),
  notes: z.string(),
  photos: z.array(photoSchema),
});

export const meansFilter = {
  siteId: siteIdSchema.optional(),
  kind: meansKindSchema.optional(),
  condition: conditionSchema.optional(),
  ...searchQuery,
};
const params = z.strictObject({ meansId: meansIdSchema });

export const meansRoutes = {
  listMeans: route({
    method: 'GET',
    path: '/api/means',
    summary: 'Means of information, in the order in which they were added, in pages',
    tag: 'survey',
    access: 'survey.read',
    scope: 'handler',
    query: z.strictObject({ ...meansFilter, ...pageQuery({ usual: 200, most: 1_000 }) }),
    answer: z.strictObject({ means: z.array(meansSchema), total: z.int(), ...nextPage }),
  }),
  getMeans: route({
    method: 'GET',
    path: '/api/means/:meansId',
    summary: 'One means of information with the last sheets of its survey, the newest first',
    tag: 'survey',
    access: 'survey.read',
    scope: 'handler',
    params,
    answer: meansSchema.extend({ surveys: z.array(surveySchema) }),
  }),
  createMeans: route({
    method: 'POST',
    path: '/api/means',
    summary: 'Add a means of information',
    tag: 'survey',
    access: 'survey.edit',
    scope: 'body.siteId',
    body: meansDraftSchema.extend({ siteId: siteIdSchema }),
    answer: meansSchema,
  }),
  putMeans: route({
    method: 'PUT',
    path: '/api/means/:meansId',
    summary: 'Change a means of information; `revision` is the one that was read',
    tag: 'survey',
    access: 'survey.edit',
    scope: 'handler',
    params,
    body: meansDraftSchema.extend(readRevision),
    ifMatch: 'revision',
    answer: meansSchema,
  }),
  surveyMeans: route({
    method: 'POST',
    path: '/api/means/:meansId/surveys',
    summary: 'Hand in a survey sheet: how a means was found, now',
    tag: 'survey',
    access: 'survey.edit',
    scope: 'handler',
    params,
    body: z.strictObject({ ...found, ...readRevision }),
    ifMatch: 'revision',
    answer: meansSchema,
  }),
  deleteMeans: route({
    method: 'DELETE',
    path: '/api/means/:meansId',
    summary: 'Remove a means of information, with its sheets',
    tag: 'survey',
    access: 'survey.edit',
    scope: 'handler',
    params,
    query: z.strictObject(removedRevision),
    ifMatch: 'revision',
    answer: z.strictObject({}),
  }),
  importMeans: route({
    method: 'POST',
    path: '/api/means/import',
    summary:
      'Add and change means from CSV or XLSX, all lines or none; without a token only tell what would change, and each fault by its line',
    tag: 'survey',
    access: 'survey.edit',
    scope: 'handler',
    body: sheetImportSchema,
    answer: sheetImportAnswerSchema,
  }),
} as const;

/** Where means are had as a file; takes the filter of the list and `language` as query. */
export function meansExportPath(format: string): string {
  return `/api/means/export.${format}`;
}
