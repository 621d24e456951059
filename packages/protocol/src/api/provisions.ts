import { z } from 'zod';
import { areaIdSchema, provisionIdSchema, siteIdSchema } from '../ids.ts';
import { textSchema } from '../primitives.ts';
import { meansKindSchema, surveyYearSchema } from './means.ts';
import { nextPage, pageQuery } from './page.ts';
import { readRevision, removedRevision, revision } from './revision.ts';
import { route } from './route.ts';
import { sheetImportAnswerSchema, sheetImportSchema } from './sheet.ts';

// A provision is a line of a site's plan of means: how many of a kind shall stand somewhere by the end of a year. (A `plan` is something else here.)

export const provisionDraftSchema = z.strictObject({
  /** null: of the whole site, wherever in it. */
  areaId: areaIdSchema.nullable().default(null),
  kind: meansKindSchema,
  /** By the end of it so many stand there; of several years the last that has come counts. */
  year: surveyYearSchema,
  wanted: z.int().min(0).max(9_999),
  notes: textSchema(0, 2_000).default(''),
});
export type ProvisionDraft = z.infer<typeof provisionDraftSchema>;
export const provisionSchema = provisionDraftSchema.extend({ id: provisionIdSchema, siteId: siteIdSchema, ...revision });
export type Provision = z.infer<typeof provisionSchema>;

const counts = {
  /** null: nobody has planned anything for it. */
  wanted: z.int().nullable(),
  /** In good condition or worn. */
  usable: z.int(),
  faulty: z.int(),
  outOfUse: z.int(),
  /** How many are missing; below 0: so many more than planned. null where nothing is planned. */
  missing: z.int().nullable(),
};
/** A line of the plan against what was found there, or what was found where nothing is planned. */
export const gapRowSchema = z.strictObject({
  siteId: siteIdSchema,
  areaId: areaIdSchema.nullable(),
  kind: meansKindSchema,
  /** Of the line that counts. */
  year: surveyYearSchema.nullable(),
  ...counts,
});
export type GapRow = z.infer<typeof gapRowSchema>;
/** The same of a kind at a whole site. */
export const gapTotalSchema = z.strictObject({ siteId: siteIdSchema, kind: meansKindSchema, ...counts });
export type GapTotal = z.infer<typeof gapTotalSchema>;

export const gapFilter = { siteId: siteIdSchema.optional(), year: z.coerce.number().pipe(surveyYearSchema) };
const params = z.strictObject({ provisionId: provisionIdSchema });

export const provisionRoutes = {
  listProvisions: route({
    method: 'GET',
    path: '/api/provisions',
    summary: 'Lines of the plan of means, by site and year, in pages',
    tag: 'survey',
    access: 'survey.read',
    scope: 'handler',
    query: z.strictObject({ siteId: siteIdSchema.optional(), ...pageQuery({ usual: 200, most: 1_000 }) }),
    answer: z.strictObject({ provisions: z.array(provisionSchema), ...nextPage }),
  }),
  createProvision: route({
    method: 'POST',
    path: '/api/provisions',
    summary: 'Plan how many of a kind of means shall stand somewhere by a year',
    tag: 'survey',
    access: 'survey.plan',
    scope: 'body.siteId',
    body: provisionDraftSchema.extend({ siteId: siteIdSchema }),
    answer: provisionSchema,
  }),
  putProvision: route({
    method: 'PUT',
    path: '/api/provisions/:provisionId',
    summary: 'Change a line of the plan of means; `revision` is the one that was read',
    tag: 'survey',
    access: 'survey.plan',
    scope: 'handler',
    params,
    body: provisionDraftSchema.extend(readRevision),
    ifMatch: 'revision',
    answer: provisionSchema,
  }),
  deleteProvision: route({
    method: 'DELETE',
    path: '/api/provisions/:provisionId',
    summary: 'Remove a line of the plan of means',
    tag: 'survey',
    access: 'survey.plan',
    scope: 'handler',
    params,
    query: z.strictObject(removedRevision),
    ifMatch: 'revision',
    answer: z.strictObject({}),
  }),
  importProvisions: route({
    method: 'POST',
    path: '/api/provisions/import',
    summary: 'Add and change lines of the plan of means from CSV or XLSX, all or none; without a token only a preview',
    tag: 'survey',
    access: 'survey.plan',
    scope: 'handler',
    body: sheetImportSchema,
    answer: sheetImportAnswerSchema,
  }),
  readGap: route({
    method: 'GET',
    path: '/api/survey/gap',
    summary: 'What is planned to stand by a year against what was found, by place and kind, and by site and kind',
    tag: 'survey',
    access: 'survey.read',
    scope: 'handler',
    query: z.strictObject(gapFilter),
    answer: z.strictObject({ rows: z.array(gapRowSchema), totals: z.array(gapTotalSchema) }),
  }),
} as const;

/** Where the plan, and the gap, are had as files; `language` names their columns and values. */
export function provisionsExportPath(format: string): string {
  return `/api/provisions/export.${format}`;
}
export function gapExportPath(format: string): string {
  return `/api/survey/gap.${format}`;
}
