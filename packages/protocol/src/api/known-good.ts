import { z } from 'zod';
import { screenIdSchema, siteIdSchema, userIdSchema } from '../ids.ts';
import { instantSchema, numberSchema } from '../primitives.ts';
import { nextPage, wholeOrPageQuery } from './page.ts';
import { route } from './route.ts';

/** A screen's release that two persons pinned: its player keeps it whole, and shows it where the active one fails. */
export const knownGoodPinSchema = z.strictObject({
  screenId: screenIdSchema,
  siteId: siteIdSchema,
  number: numberSchema,
  proposedBy: userIdSchema,
  approvedBy: userIdSchema,
  pinnedAtMs: instantSchema,
});
export type KnownGoodPin = z.infer<typeof knownGoodPinSchema>;

/** Releases of one site that one person would pin, or whose pin they would take back, and another has not decided about. */
export const knownGoodProposalSchema = z.strictObject({
  id: z.string().min(1).max(64),
  siteId: siteIdSchema,
  act: z.enum(['pin', 'unpin']),
  releases: z.array(z.strictObject({ screenId: screenIdSchema, number: numberSchema })).min(1),
  proposedBy: userIdSchema,
  proposedAtMs: instantSchema,
});
export type KnownGoodProposal = z.infer<typeof knownGoodProposalSchema>;

export const knownGoodSchema = z.strictObject({ pins: z.array(knownGoodPinSchema), proposals: z.array(knownGoodProposalSchema) });
export type KnownGood = z.infer<typeof knownGoodSchema>;

const proposalParams = z.strictObject({ proposalId: z.string().min(1).max(64) });

export const knownGoodRoutes = {
  listKnownGood: route({
    method: 'GET',
    path: '/api/known-good',
    summary: 'Releases that are pinned as known good, and those that one person proposed; in pages of pins the proposals are on the first',
    tag: 'schedule',
    access: 'schedule.read',
    scope: 'handler',
    query: z.strictObject(wholeOrPageQuery),
    answer: knownGoodSchema.extend(nextPage),
  }),
  proposeKnownGood: route({
    method: 'POST',
    path: '/api/known-good',
    summary:
      'Propose the releases that are active now, of some screens of a site or of all, as known good, or to take back their pins; another person decides',
    tag: 'schedule',
    access: 'schedule.publish',
    scope: 'body.siteId',
    body: z.strictObject({
      siteId: siteIdSchema,
      act: z.enum(['pin', 'unpin']).default('pin'),
      /** Empty: every screen of the site that has an active release, or a pin. */
      screenIds: z.array(screenIdSchema).max(1_000).default([]),
    }),
    answer: knownGoodSchema,
  }),
  approveKnownGood: route({
    method: 'POST',
    path: '/api/known-good/:proposalId/approve',
    summary: 'Pin, or take back, what another person proposed; the players of the site are told in the alert lane',
    tag: 'schedule',
    access: 'schedule.publish',
    scope: 'handler',
    params: proposalParams,
    body: z.strictObject({}),
    answer: knownGoodSchema,
  }),
  rejectKnownGood: route({
    method: 'POST',
    path: '/api/known-good/:proposalId/reject',
    summary: 'Drop a proposal',
    tag: 'schedule',
    access: 'schedule.publish',
    scope: 'handler',
    params: proposalParams,
    body: z.strictObject({}),
    answer: knownGoodSchema,
  }),
} as const;
