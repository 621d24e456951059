import { z } from 'zod';
import { playerIdSchema, preEnrolmentIdSchema, screenIdSchema, userIdSchema } from '../ids.ts';
import { preEnrolmentFileSchema, preEnrolmentLimits, preEnrolmentServersSchema } from '../pre-enrolment.ts';
import { instantSchema } from '../primitives.ts';
import { nextPage, wholeOrPageQuery } from './page.ts';
import { route } from './route.ts';

/** A pre-enrolment file as the server remembers it: without what makes it worth something. */
export const storedPreEnrolmentSchema = z.strictObject({
  id: preEnrolmentIdSchema,
  screenId: screenIdSchema,
  servers: preEnrolmentServersSchema,
  /** Whether it may take the place of the player that the screen has when it is used. */
  replace: z.boolean(),
  madeBy: userIdSchema,
  madeAtMs: instantSchema,
  expiresAtMs: instantSchema,
  state: z.enum(['open', 'used', 'revoked', 'expired']),
  /** When it was used or revoked. */
  endedAtMs: instantSchema.nullable(),
  /** Who came of it. */
  playerId: playerIdSchema.nullable(),
});
export type StoredPreEnrolment = z.infer<typeof storedPreEnrolmentSchema>;

const screenParams = z.strictObject({ screenId: screenIdSchema });
const listSchema = z.strictObject({ preEnrolments: z.array(storedPreEnrolmentSchema) });

export const preEnrolmentRoutes = {
  listPreEnrolments: route({
    method: 'GET',
    path: '/api/screens/:screenId/pre-enrolments',
    summary: 'The last 20 pre-enrolment files that were made for a screen, the newest first; with a `limit` all of them, in pages',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.screenId',
    params: screenParams,
    query: z.strictObject(wholeOrPageQuery),
    answer: listSchema.extend(nextPage),
  }),
  makePreEnrolment: route({
    method: 'POST',
    path: '/api/screens/:screenId/pre-enrolments',
    summary: 'Make a file that enrols one device as the player of this screen, without a code; it is given once and not kept',
    tag: 'fleet',
    access: 'fleet.enrol',
    scope: 'params.screenId',
    params: screenParams,
    body: z.strictObject({
      servers: preEnrolmentServersSchema,
      expiresInMs: z.int().min(preEnrolmentLimits.shortestLifeMs).max(preEnrolmentLimits.longestLifeMs),
      /** Take the place of the screen's player; its key dies when the file is used. */
      replace: z.boolean().default(false),
    }),
    answer: z.strictObject({ preEnrolment: storedPreEnrolmentSchema, file: preEnrolmentFileSchema, rootFingerprint: z.string() }),
  }),
  revokePreEnrolment: route({
    method: 'DELETE',
    path: '/api/screens/:screenId/pre-enrolments/:preEnrolmentId',
    summary: 'Revoke a pre-enrolment file that was not used: whoever holds it cannot enrol with it any more',
    tag: 'fleet',
    access: 'fleet.enrol',
    scope: 'params.screenId',
    params: screenParams.extend({ preEnrolmentId: preEnrolmentIdSchema }),
    answer: listSchema,
  }),
} as const;
