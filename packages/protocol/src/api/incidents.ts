import { z } from 'zod';
import { incidentIdSchema, notificationRouteIdSchema, screenIdSchema, siteIdSchema, userIdSchema } from '../ids.ts';
import { localTimeSchema } from '../plan.ts';
import { instantSchema, textSchema } from '../primitives.ts';
import { incidentFactSchema } from './incident-fact.ts';
import { nextPage, pageQuery, wholeOrPageQuery } from './page.ts';
import { readRevision, removedRevision, revision } from './revision.ts';
import { route } from './route.ts';

/** What a technician must know of a screen; each is open at most once for it. */
export const screenIncidentKinds = [
  'offline',
  'stuck',
  'safe-mode',
  'item-failing',
  'wrong-release',
  'clock',
  'storage-low',
  'memory-low',
  'too-hot',
  'key-twice',
  'record-gap',
  'server-behind',
  'alert-unpainted',
] as const;
export type ScreenIncidentKind = (typeof screenIncidentKinds)[number];
/** What they must know of the server itself, all its nodes together; each is open at most once. */
const serverIncidentKinds = ['certificate'] as const;
export const incidentKinds = [...screenIncidentKinds, ...serverIncidentKinds] as const;
export const incidentKindSchema = z.enum(incidentKinds);
export type IncidentKind = z.infer<typeof incidentKindSchema>;

export const incidentStateSchema = z.enum(['open', 'acknowledged', 'resolved']);
export type IncidentState = z.infer<typeof incidentStateSchema>;

export const incidentSchema = z.strictObject({
  id: incidentIdSchema,
  /** null, as `siteId` is then too: it is of the server itself. */
  screenId: screenIdSchema.nullable(),
  siteId: siteIdSchema.nullable(),
  kind: incidentKindSchema,
  state: incidentStateSchema,
  openedAtMs: instantSchema,
  /** What was seen when it opened; null: the kind says all, or it opened before there were facts. */
  fact: incidentFactSchema.nullable().default(null),
  /** The same in words of an incident from before there were facts; else empty. */
  detail: z.string().max(500),
  acknowledgedAtMs: instantSchema.nullable(),
  acknowledgedBy: userIdSchema.nullable(),
  note: z.string().max(500),
  resolvedAtMs: instantSchema.nullable(),
});
export type Incident = z.infer<typeof incidentSchema>;

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** Hours of the incident's site, of one of the server itself those of any site; a span over midnight belongs to the day that it begins on. */
const routeHoursSchema = z.strictObject({
  days: z.array(z.enum(days)).min(1).max(7),
  from: localTimeSchema,
  /** Equal to `from`: the whole day. */
  to: localTimeSchema,
});

const channelSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('email'), to: z.array(z.email().max(254)).min(1).max(20) }),
  z.strictObject({ kind: z.literal('webhook'), url: z.url({ protocol: /^https?$/ }).max(1_000) }),
]);

const routeFields = {
  name: textSchema(1, 100),
  channel: channelSchema,
  language: z.enum(['vi', 'en']),
  /** Empty: every site, and the server itself, of which nobody else hears. */
  siteIds: z.array(siteIdSchema).max(500),
  /** Empty: every kind. */
  kinds: z.array(incidentKindSchema).max(incidentKinds.length),
  /** Empty: at any hour. */
  hours: z.array(routeHoursSchema).max(14),
  isOn: z.boolean(),
};
/** Who is told of incidents, of which, and when. The end of an incident is told to those who were told of its beginning. */
export const notificationRouteSchema = z.strictObject({
  id: notificationRouteIdSchema,
  ...routeFields,
  /** Of the messages to it: the last that arrived, what waits, and why the last one that failed did. */
  delivery: z.strictObject({
    lastSentAtMs: instantSchema.nullable(),
    waiting: z.int().min(0),
    givenUp: z.int().min(0),
    lastError: z.string().max(500).nullable(),
  }),
  ...revision,
});
export type NotificationRoute = z.infer<typeof notificationRouteSchema>;

/** The body of a webhook. Signed as Standard Webhooks say: headers webhook-id, webhook-timestamp, webhook-signature. */
export const incidentNoticeSchema = z.strictObject({
  version: z.literal(1),
  type: z.enum(['incident.opened', 'incident.resolved', 'route.tested']),
  atMs: instantSchema,
  incident: incidentSchema.nullable(),
  /** Both empty where the incident is of the server itself. */
  screenName: z.string(),
  siteName: z.string(),
  /** The same in words, in the route's language. */
  text: z.string(),
  /** The incident's fact in words, in the route's language; empty where there is none. */
  detail: z.string().default(''),
});
export type IncidentNotice = z.infer<typeof incidentNoticeSchema>;

const routesAnswer = z.strictObject({ routes: z.array(notificationRouteSchema), isMailSet: z.boolean(), ...nextPage });
const routeParams = z.strictObject({ routeId: notificationRouteIdSchema });

export const incidentRoutes = {
  listIncidents: route({
    method: 'GET',
    path: '/api/incidents',
    summary: 'Incidents in pages, the newest first; of `any` those that are not over come before those that are',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'handler',
    query: z.strictObject({
      siteId: siteIdSchema.optional(),
      screenId: screenIdSchema.optional(),
      /** Only those of screens, or of the server itself. */
      of: z.enum(['screens', 'server']).optional(),
      kind: incidentKindSchema.optional(),
      state: z.enum(['unresolved', 'open', 'acknowledged', 'resolved', 'any']).default('any'),
      ...pageQuery({ usual: 200, most: 1_000 }),
    }),
    answer: z.strictObject({ incidents: z.array(incidentSchema), ...nextPage }),
  }),
  acknowledgeIncident: route({
    method: 'POST',
    path: '/api/incidents/:incidentId/acknowledge',
    summary: 'Take an open incident on, with a note; on one that is taken on already: change the note',
    tag: 'fleet',
    access: 'incident.handle',
    scope: 'handler',
    params: z.strictObject({ incidentId: incidentIdSchema }),
    body: z.strictObject({ note: z.string().trim().max(500).default('') }),
    answer: incidentSchema,
  }),
  listNotificationRoutes: route({
    method: 'GET',
    path: '/api/notification-routes',
    summary: 'Who is told of incidents; of a webhook’s address, which may hold a key, only its host to whoever may not change it',
    tag: 'fleet',
    access: 'incident-routes.read',
    query: z.strictObject(wholeOrPageQuery),
    answer: routesAnswer,
  }),
  createNotificationRoute: route({
    method: 'POST',
    path: '/api/notification-routes',
    summary: 'Tell somebody of incidents, by e-mail or webhook; a webhook’s signing secret is answered this once',
    tag: 'fleet',
    access: 'incident.route',
    body: z.strictObject(routeFields),
    answer: z.strictObject({ id: notificationRouteIdSchema, secret: z.string().nullable() }),
  }),
  putNotificationRoute: route({
    method: 'PUT',
    path: '/api/notification-routes/:routeId',
    summary: 'Change who is told of which incidents, and when; of another kind of channel make another route',
    tag: 'fleet',
    access: 'incident.route',
    params: routeParams,
    body: z.strictObject({ ...routeFields, ...readRevision }),
    ifMatch: 'revision',
    answer: z.strictObject({ ...revision }),
  }),
  deleteNotificationRoute: route({
    method: 'DELETE',
    path: '/api/notification-routes/:routeId',
    summary: 'Tell somebody of incidents no more; what waits for it is dropped',
    tag: 'fleet',
    access: 'incident.route',
    params: routeParams,
    query: z.strictObject(removedRevision),
    ifMatch: 'revision',
    answer: z.strictObject({}),
  }),
  testNotificationRoute: route({
    method: 'POST',
    path: '/api/notification-routes/:routeId/test',
    summary: 'Send a test message to a route',
    tag: 'fleet',
    access: 'incident.route',
    params: routeParams,
    body: z.strictObject({}),
    answer: z.strictObject({}),
  }),
} as const;
