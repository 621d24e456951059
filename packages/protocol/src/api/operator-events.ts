import { z } from 'zod';
import type { Permission } from '../permissions.ts';
import { alertReachSchema, storedAlertSchema } from './alerts.ts';
import { storedCommandSchema } from './commands.ts';
import { mediaSchema } from './content.ts';
import { wallScreenSchema } from './fleet.ts';
import { incidentSchema } from './incidents.ts';
import { publicationSummarySchema } from './schedule.ts';

/** Socket.IO namespace for signed-in people; the session cookie opens it. State, not events: each message is whole. */
export const operatorNamespace = '/operator';

export const operatorEventSchemas = {
  /** Screens whose tile changed, gathered over at most half a second. */
  screens: z.strictObject({ serverTimeMs: z.int(), screens: z.array(wallScreenSchema) }),
  /** `screens`: those on which it has come further since the last one, as many as fit; the rest comes with the next. */
  alert: z.strictObject({ alert: storedAlertSchema, screens: z.array(alertReachSchema) }),
  command: storedCommandSchema,
  incident: incidentSchema,
  /** How far it is, in numbers: whoever looks at its screens reads them again. */
  publication: publicationSummarySchema,
  media: mediaSchema,
  /** Lists to read again: something in them was added, changed or removed. */
  changed: z.strictObject({
    lists: z.array(
      z.enum([
        'sites',
        'screens',
        'items',
        'playlists',
        'entries',
        'dayparts',
        'calendars',
        'layouts',
        'alert-templates',
        'people',
        'known-good',
        'pre-enrolments',
        'feed-sources',
        'notification-routes',
        'means',
        'site-plans',
        'provisions',
        'report-schedules',
        'branding',
      ]),
    ),
  }),
} as const;
export type OperatorEventName = keyof typeof operatorEventSchemas;

/** What somebody must hold, at the site that an event is of, to be told it: the same as the route's that reads it. Names of lists say nothing else. */
export const operatorEventAccess = {
  screens: 'fleet.read',
  alert: 'alert.read',
  command: 'fleet.read',
  incident: 'fleet.read',
  publication: 'schedule.read',
  media: 'content.read',
  changed: 'fleet.read',
} as const satisfies Readonly<Record<OperatorEventName, Permission>>;
export type OperatorEvent<N extends OperatorEventName> = z.infer<(typeof operatorEventSchemas)[N]>;
