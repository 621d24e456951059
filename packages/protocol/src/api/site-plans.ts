import { z } from 'zod';
import { areaIdSchema, mediaIdSchema, screenIdSchema, siteIdSchema, sitePlanIdSchema } from '../ids.ts';
import { hashSchema } from '../primitives.ts';
import { nextPage, wholeOrPageQuery } from './page.ts';
import { readRevision, removedRevision, revision } from './revision.ts';
import { route } from './route.ts';

// A picture of a site or of an area, on which screens have their places. It says where to walk to; nothing on the glass rests on it.

/** As many plans as one site may have: its own and those of its areas. */
export const mostSitePlans = 50;

/** In basis points of the picture's width and height, from its upper left corner: the same place in every size it is drawn at. */
const shareBpSchema = z.int().min(0).max(10_000);
export const planPlaceSchema = z.strictObject({ screenId: screenIdSchema, xBp: shareBpSchema, yBp: shareBpSchema });
export type PlanPlace = z.infer<typeof planPlaceSchema>;

export const sitePlanSchema = z.strictObject({
  id: sitePlanIdSchema,
  siteId: siteIdSchema,
  /** null: of the whole site. */
  areaId: areaIdSchema.nullable(),
  mediaId: mediaIdSchema,
  /** Name of the picture's file under /media; null: it is still in the making. */
  picture: hashSchema.nullable(),
  places: z.array(planPlaceSchema),
  ...revision,
});
export type SitePlan = z.infer<typeof sitePlanSchema>;

const params = z.strictObject({ planId: sitePlanIdSchema });
const placesSchema = z
  .array(planPlaceSchema)
  .max(2_000)
  .refine((places) => new Set(places.map(({ screenId }) => screenId)).size === places.length, 'must not place a screen twice');

export const sitePlanRoutes = {
  listSitePlans: route({
    method: 'GET',
    path: '/api/sites/:siteId/plans',
    summary: 'The plans of a site and its areas, each with the places of screens on it; a site has 50 at most',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.siteId',
    params: z.strictObject({ siteId: siteIdSchema }),
    query: z.strictObject(wholeOrPageQuery),
    answer: z.strictObject({ plans: z.array(sitePlanSchema), ...nextPage }),
  }),
  createSitePlan: route({
    method: 'POST',
    path: '/api/site-plans',
    summary: 'Make a picture of the library the plan of a site or of an area',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'body.siteId',
    body: z.strictObject({ siteId: siteIdSchema, areaId: areaIdSchema.nullable().default(null), mediaId: mediaIdSchema }),
    answer: sitePlanSchema,
  }),
  putSitePlan: route({
    method: 'PUT',
    path: '/api/site-plans/:planId',
    summary: 'Change the picture of a plan and the places of screens on it, all of them; `revision` is the one that was read',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'handler',
    params,
    body: z.strictObject({ mediaId: mediaIdSchema, places: placesSchema, ...readRevision }),
    ifMatch: 'revision',
    answer: sitePlanSchema,
  }),
  deleteSitePlan: route({
    method: 'DELETE',
    path: '/api/site-plans/:planId',
    summary: 'Remove a plan with the places on it; its picture stays in the library',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'handler',
    params,
    query: z.strictObject(removedRevision),
    ifMatch: 'revision',
    answer: z.strictObject({}),
  }),
} as const;
