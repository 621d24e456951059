import { z } from 'zod';
import { alertSeveritySchema, alertTargetsSchema, alertTextsSchema, alertUrgencySchema } from '../alert.ts';
import { alertIdSchema, alertTemplateIdSchema, screenIdSchema, siteIdSchema, userIdSchema } from '../ids.ts';
import { instantSchema, textSchema } from '../primitives.ts';
import { owner, ownerOfNew } from './owner.ts';
import { nextPage, pageQuery, wholeOrPageQuery } from './page.ts';
import { readRevision, removedRevision, revision } from './revision.ts';
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
  /** What it would say when another person has approved that; until then it is raised as it is. */
  draft: z.strictObject({ name: z.string(), ...message, authorId: userIdSchema }).nullable(),
  ...revision,
});
export type AlertTemplate = z.infer<typeof alertTemplateSchema>;

/** requested (waits for the second person) > active > cleared | expired | updated (another stands in its place); or rejected, withdrawn */
export const alertStateNameSchema = z.enum(['requested', 'active', 'cleared', 'expired', 'updated', 'rejected', 'withdrawn']);

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
  /** 1, and one more with each update. */
  revision: z.int(),
  /** The alert in whose place this one comes: CAP's msgType is Update, with this as its reference. null: Alert. */
  updatesId: alertIdSchema.nullable(),
  status: z.enum(['actual', 'exercise']),
  state: alertStateNameSchema,
  ...message,
  targets: alertTargetsSchema,
  effectiveMs: instantSchema,
  expiresMs: instantSchema,
  issuedBy: userIdSchema,
  /** The second person; for a pre-staged alert the template's approver. */
  approvedBy: userIdSchema.nullable(),
  /** When it was cleared, or an update took its place. */
  clearedAtMs: instantSchema.nullable(),
  /** Screen by screen it is `listAlertReach`. */
  counts: alertCountsSchema,
});
export type StoredAlert = z.infer<typeof storedAlertSchema>;

/** How many screens had received, painted and cleared an alert at an instant. */
export const alertCoursePointSchema = z.strictObject({ atMs: instantSchema, received: z.int(), painted: z.int(), cleared: z.int() });
export type AlertCoursePoint = z.infer<typeof alertCoursePointSchema>;
/** More points than these no chart shows. */
export const mostCoursePoints = 60;

const templateParams = z.strictObject({ templateId: alertTemplateIdSchema });
const alertParams = z.strictObject({ alertId: alertIdSchema });
const whereAndHowLong = {
  targets: alertTargetsSchema.default({ areaIds: [], screenIds: [] }),
  /** From the moment that it is on; from 1 minute to 24 hours. */
  durationMs: z.int().min(60_000).max(86_400_000).default(3_600_000),
};
const raise = { siteId: siteIdSchema, status: z.enum(['actual', 'exercise']).default('actual'), ...whereAndHowLong };

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
    summary: 'Approve a pre-staged alert, or the draft of its next wording; never by who wrote it. `revision`: the one that was read',
    tag: 'alerts',
    access: 'alert.approve',
    scope: 'handler',
    params: templateParams,
    body: z.strictObject(readRevision),
    ifMatch: 'revision',
    answer: alertTemplateSchema,
  }),
  putAlertTemplate: route({
    method: 'PUT',
    path: '/api/alert-templates/:templateId',
    summary: 'Write a pre-staged alert anew; one that is approved is raised as it was until another person approves the new wording',
    tag: 'alerts',
    access: 'alert.prepare',
    scope: 'handler',
    params: templateParams,
    body: z.strictObject({ name: textSchema(1, 100), ...message, ...readRevision }),
    ifMatch: 'revision',
    answer: alertTemplateSchema,
  }),
  dropAlertTemplateDraft: route({
    method: 'DELETE',
    path: '/api/alert-templates/:templateId/draft',
    summary: 'Drop the new wording of an approved pre-staged alert; it stays as it is',
    tag: 'alerts',
    access: 'alert.prepare',
    scope: 'handler',
    params: templateParams,
    query: z.strictObject(removedRevision),
    ifMatch: 'revision',
    answer: alertTemplateSchema,
  }),
  withdrawAlertTemplate: route({
    method: 'DELETE',
    path: '/api/alert-templates/:templateId',
    summary: 'Withdraw a pre-staged alert: nobody raises it any more. Alerts that were raised from it stay as they are',
    tag: 'alerts',
    access: 'alert.prepare',
    scope: 'handler',
    params: templateParams,
    query: z.strictObject(removedRevision),
    ifMatch: 'revision',
    answer: z.strictObject({}),
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
  alertCourse: route({
    method: 'GET',
    path: '/api/alerts/:alertId/course',
    summary: `How an alert came to its screens over time, from when it was raised, in at most ${mostCoursePoints} points`,
    tag: 'alerts',
    access: 'alert.read',
    scope: 'handler',
    params: alertParams,
    answer: z.strictObject({ points: z.array(alertCoursePointSchema) }),
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
    summary:
      'Approve a requested alert or update and raise it; never by its issuer. An update takes the place of its alert in the same act',
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
  withdrawAlert: route({
    method: 'POST',
    path: '/api/alerts/:alertId/withdraw',
    summary: 'Take back a request that waits for the second person; only by its issuer',
    tag: 'alerts',
    access: 'alert.issue',
    scope: 'handler',
    params: alertParams,
    answer: storedAlertSchema,
  }),
  updateAlert: route({
    method: 'POST',
    path: '/api/alerts/:alertId/updates',
    summary:
      'Ask for an alert that is on to be extended or said anew, at the same site and as real or exercise as it is; it stays as it is until another person approves',
    tag: 'alerts',
    access: 'alert.issue',
    scope: 'handler',
    params: alertParams,
    body: z.strictObject({ ...message, ...whereAndHowLong }),
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
