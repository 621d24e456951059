import { z } from 'zod';
import { calendarIdSchema } from '../ids.ts';
import { calendarDatesSchema, localDateSchema } from '../plan.ts';
import { instantSchema, textSchema } from '../primitives.ts';
import { owner, ownerOfNew } from './owner.ts';
import { nextPage, wholeOrPageQuery } from './page.ts';
import { removedRevision } from './revision.ts';
import { route } from './route.ts';

export const calendarDraftSchema = z.strictObject({ name: textSchema(1, 200), dates: calendarDatesSchema });
export const storedCalendarSchema = z.strictObject({
  id: calendarIdSchema,
  ...owner,
  ...calendarDraftSchema.shape,
  /** Counts edits. */
  revision: z.int().min(1),
  changedAtMs: instantSchema,
});
export type StoredCalendar = z.infer<typeof storedCalendarSchema>;

/** `statutory`: off by law; `in-lieu`: off as the holiday fell on a weekend; `exchanged`: off by announcement; `observance`: kept and worked. */
export const holidayKindSchema = z.enum(['statutory', 'in-lieu', 'exchanged', 'observance']);
export const holidaySchema = z.strictObject({
  date: localDateSchema,
  kind: holidayKindSchema,
  names: z.strictObject({ vi: z.string(), en: z.string() }),
  /** `expected`: this year's days are not announced yet. */
  basis: z.enum(['law', 'announced', 'expected', 'custom']),
});
export type PublicHoliday = z.infer<typeof holidaySchema>;

const calendarParams = z.strictObject({ calendarId: calendarIdSchema });
const revision = z.int().min(1);

export const calendarRoutes = {
  listCalendars: route({
    method: 'GET',
    path: '/api/calendars',
    summary: 'All calendars',
    tag: 'schedule',
    access: 'schedule.read',
    scope: 'handler',
    query: z.strictObject(wholeOrPageQuery),
    answer: z.strictObject({ calendars: z.array(storedCalendarSchema), ...nextPage }),
  }),
  createCalendar: route({
    method: 'POST',
    path: '/api/calendars',
    summary: 'Add a calendar',
    tag: 'schedule',
    access: 'schedule.edit',
    scope: 'handler',
    body: calendarDraftSchema.extend(ownerOfNew),
    answer: storedCalendarSchema,
  }),
  putCalendar: route({
    method: 'PUT',
    path: '/api/calendars/:calendarId',
    summary: 'Change a calendar; `revision` is the one that was read',
    tag: 'schedule',
    access: 'schedule.edit',
    scope: 'handler',
    params: calendarParams,
    body: calendarDraftSchema.extend({ revision }),
    ifMatch: 'revision',
    answer: storedCalendarSchema,
  }),
  deleteCalendar: route({
    method: 'DELETE',
    path: '/api/calendars/:calendarId',
    summary: 'Remove a calendar that nothing uses',
    tag: 'schedule',
    access: 'schedule.edit',
    scope: 'handler',
    params: calendarParams,
    query: z.strictObject(removedRevision),
    ifMatch: 'revision',
    answer: z.strictObject({}),
  }),
  listHolidays: route({
    method: 'GET',
    path: '/api/holidays',
    summary: 'The public holidays of a country in some years, to fill a calendar with',
    tag: 'schedule',
    access: 'schedule.read',
    scope: 'none',
    query: z.strictObject({
      country: z.literal('VN').default('VN'),
      fromYear: z.coerce.number().int().min(2015).max(2199),
      /** The last year, with its holidays; at most 30 years in all. */
      toYear: z.coerce.number().int().min(2015).max(2199),
    }),
    answer: z.strictObject({ holidays: z.array(holidaySchema).readonly() }),
  }),
} as const;
