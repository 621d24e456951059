import { z } from 'zod';
import { alertSeveritySchema, alertTargetsSchema, alertTextsSchema, alertUrgencySchema } from '../alert.ts';
import { alertIdSchema, alertTemplateIdSchema, screenIdSchema, siteIdSchema, userIdSchema } from '../ids.ts';
import { instantSchema, textSchema } from '../primitives.ts';
import { owner, ownerOfNew } from './owner.ts';
import { nextPage, pageQuery, wholeOrPageQuery } from './page.ts';
import { route } from './route.ts';

const message = {
  severity: alertSeveritySchema,
  urgency: alertUrgencySchema,
  style: z.enum(['full-screen', 'banner']),
  /** Must hold every language of the site it is raised for. */
  texts: alertTextsSchema,
};

/** A pre-staged alert: written by one person, approved by another, then raised by one in an emergency. */
export const alertTemplateSchema = z.strictObject({
  id: alertTemplateIdSchema,
  ...owner,
  name: z.string(),
  ...message,
  authorId: userIdSchema,
  approverId: userIdSchema.nullable(),
});
export type AlertTemplate = z.infer<typeof alertTemplateSchema>;

/** requested (waits for the second person) > active > cleared | expired; or rejected */
export const alertStateNameSchema = z.enum(['requested', 'active', 'cleared', 'expired', 'rejected']);

/** An alert shall be painted so soon after it was raised; what takes longer is told as a fault (EN 54-16 asks for 3 s, NFPA 72 for 10 s). */
export const paintWithinMs = 5_000;

/** The most screens whose reach is asked for by their ids at once. */
export const mostReachAsked = 100;

/** How far an alert has come on one screen. */
export const alertReachSchema = z.strictObject({
  screenId: screenIdSchema,
  isConnected: z.boolean(),
  receivedAtMs: instantSchema.nullable(),
  paintedAtMs: instantSchema.nullable(),
  clearedAtMs: instantSchema.nullable(),
});
export type AlertReach = z.infer<typeof alertReachSchema>;

/** How far an alert has come in numbers of screens, counted from what their players have signed. */
export const alertCountsSchema = z.strictObject({
  /** Whom it addresses, and whoever has signed that it came; of one that has ended: as it was then. */
  told: z.int(),
  /** Received, or painted without saying so. */
  received: z.int(),
  painted: z.int(),
  /** Of all told: not painted within `paintWithinMs`, be it later or never. Before that time is over: not yet. */
  notInTime: z.int(),
  cleared: z.int(),
  /** Neither painted nor connected; 0 once it has ended. */
  notConnected: z.int(),
  firstPaintedAtMs: instantSchema.nullable(),
  lastPaintedAtMs: instantSchema.nullable(),
});
export type AlertCounts = z.infer<typeof alertCountsSchema>;

export const storedAlertSchema = z.strictObject({
  id: alertIdSchema,
  siteId: siteIdSchema,
  revision: z.int(),
  status: z.enum(['actual', 'exercise']),
  state: alertStateNameSchema,
  ...message,
  targets: alertTargetsSchema,
  effectiveMs: instantSchema,
  expiresMs: instantSchema,
  issuedBy: userIdSchema,
  /** The second person; for a pre-staged alert the template's approver. */
  approvedBy: userIdSchema.nullable(),
  clearedAtMs: instantSchema.nullable(),
  /** Screen by screen it is `listAlertReach`. */
  counts: alertCountsSchema,
});
export type StoredAlert = z.infer<typeof storedAlertSchema>;

const alertParams = z.strictObject({ alertId: alertIdSchema });
const raise = {
  siteId: siteIdSchema,
  targets: alertTargetsSchema.default({ areaIds: [], screenIds: [] }),
  status: z.enum(['actual', 'exercise']).default('actual'),
  /** From 1 minute to 24 hours. */
  durationMs: z.int().min(60_000).max(86_400_000).default(3_600_000),
};

export const alertRoutes = {
  listAlertTemplates: route({
    method: 'GET',
    path: '/api/alert-templates',
    summary: 'Pre-staged alerts',
    tag: 'alerts',
    access: 'alert.read',
    scope: 'handler',
    query: z.strictObject(wholeOrPageQuery),
    answer: z.strictObject({ templates: z.array(alertTemplateSchema), ...nextPage }),
  }),
  createAlertTemplate: route({
    method: 'POST',
    path: '/api/alert-templates',
    summary: 'Write a pre-staged alert; it can be raised once another person has approved it',
    tag: 'alerts',
    access: 'alert.prepare',
    scope: 'handler',
    body: z.strictObject({ name: textSchema(1, 100), ...message, ...ownerOfNew }),
    answer: alertTemplateSchema,
  }),
  approveAlertTemplate: route({
    method: 'POST',
    path: '/api/alert-templates/:templateId/approve',
    summary: 'Approve a pre-staged alert; never by its author',
    tag: 'alerts',
    access: 'alert.approve',
    scope: 'handler',
    params: z.strictObject({ templateId: alertTemplateIdSchema }),
    answer: alertTemplateSchema,
  }),
  listAlerts: route({
    method: 'GET',
    path: '/api/alerts',
    summary: 'Active and requested alerts, then the last 50 ended ones; with a `limit` all alerts in pages, the newest first',
    tag: 'alerts',
    access: 'alert.read',
    scope: 'handler',
    query: z.strictObject(wholeOrPageQuery),
    answer: z.strictObject({ alerts: z.array(storedAlertSchema), ...nextPage }),
  }),
  listAlertReach: route({
    method: 'GET',
    path: '/api/alerts/:alertId/reach',
    summary:
      'How far an alert has come, screen by screen; `only=missing`: the screens that have not painted it; `screenIds`: these, at once',
    tag: 'alerts',
    access: 'alert.read',
    scope: 'handler',
    params: alertParams,
    query: z.strictObject({
      only: z.enum(['missing']).optional(),
      /** Separated by commas; those that the alert neither addresses nor has reached are left out of the answer. */
      screenIds: z
        .string()
        .regex(new RegExp(`^[\\w-]{1,64}(,[\\w-]{1,64}){0,${mostReachAsked - 1}}$`), `at most ${mostReachAsked} ids, separated by commas`)
        .optional(),
      ...pageQuery({ usual: 100, most: 1_000 }),
    }),
    answer: z.strictObject({ screens: z.array(alertReachSchema), ...nextPage }),
  }),
  raiseAlert: route({
    method: 'POST',
    path: '/api/alerts',
    summary: 'Raise an approved pre-staged alert at once',
    tag: 'alerts',
    access: 'alert.issue',
    scope: 'body.siteId',
    body: z.strictObject({ templateId: alertTemplateIdSchema, ...raise }),
    answer: storedAlertSchema,
  }),
  requestAlert: route({
    method: 'POST',
    path: '/api/alerts/requests',
    summary: 'Ask for an alert in free text; it is shown when another person approves it',
    tag: 'alerts',
    access: 'alert.issue',
    scope: 'body.siteId',
    body: z.strictObject({ ...message, ...raise }),
    answer: storedAlertSchema,
  }),
  approveAlert: route({
    method: 'POST',
    path: '/api/alerts/:alertId/approve',
    summary: 'Approve a requested alert and raise it; never by its issuer',
    tag: 'alerts',
    access: 'alert.approve',
    scope: 'handler',
    params: alertParams,
    answer: storedAlertSchema,
  }),
  rejectAlert: route({
    method: 'POST',
    path: '/api/alerts/:alertId/reject',
    summary: 'Reject a requested alert',
    tag: 'alerts',
    access: 'alert.approve',
    scope: 'handler',
    params: alertParams,
    answer: storedAlertSchema,
  }),
  clearAlert: route({
    method: 'POST',
    path: '/api/alerts/:alertId/clear',
    summary: 'End an alert on every screen',
    tag: 'alerts',
    access: 'alert.clear',
    scope: 'handler',
    params: alertParams,
    answer: storedAlertSchema,
  }),
} as const;
