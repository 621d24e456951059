import { z } from 'zod';

// Ids are UUIDs in version 7 (RFC 9562) where the server makes them; branded, so that a screen's id
// cannot be passed where an item's is wanted.

const id = z.uuid();

export const siteIdSchema = id.brand<'site'>();
export const areaIdSchema = id.brand<'area'>();
export const screenIdSchema = id.brand<'screen'>();
export const playerIdSchema = id.brand<'player'>();
export const itemIdSchema = id.brand<'item'>();
export const mediaIdSchema = id.brand<'media'>();
export const uploadIdSchema = id.brand<'upload'>();
export const playlistIdSchema = id.brand<'playlist'>();
export const layoutIdSchema = id.brand<'layout'>();
export const calendarIdSchema = id.brand<'calendar'>();
export const daypartIdSchema = id.brand<'daypart'>();
export const entryIdSchema = id.brand<'entry'>();
export const publicationIdSchema = id.brand<'publication'>();
export const alertIdSchema = id.brand<'alert'>();
export const alertTemplateIdSchema = id.brand<'alert-template'>();
export const commandIdSchema = id.brand<'command'>();
export const preEnrolmentIdSchema = id.brand<'pre-enrolment'>();
export const apiTokenIdSchema = id.brand<'api-token'>();
export const passkeyIdSchema = id.brand<'passkey'>();
export const invitationIdSchema = id.brand<'invitation'>();
export const supplierIdSchema = id.brand<'supplier'>();
export const feedSourceIdSchema = id.brand<'feed-source'>();
export const incidentIdSchema = id.brand<'incident'>();
export const notificationRouteIdSchema = id.brand<'notification-route'>();
export const meansIdSchema = id.brand<'means'>();
export const provisionIdSchema = id.brand<'provision'>();
export const sitePlanIdSchema = id.brand<'site-plan'>();
export const reportScheduleIdSchema = id.brand<'report-schedule'>();
/** better-auth makes its own user ids. */
export const userIdSchema = z.string().min(1).max(64).brand<'user'>();

export type SiteId = z.infer<typeof siteIdSchema>;
export type AreaId = z.infer<typeof areaIdSchema>;
export type ScreenId = z.infer<typeof screenIdSchema>;
export type PlayerId = z.infer<typeof playerIdSchema>;
export type ItemId = z.infer<typeof itemIdSchema>;
export type MediaId = z.infer<typeof mediaIdSchema>;
export type PlaylistId = z.infer<typeof playlistIdSchema>;
export type LayoutId = z.infer<typeof layoutIdSchema>;
export type CalendarId = z.infer<typeof calendarIdSchema>;
export type DaypartId = z.infer<typeof daypartIdSchema>;
export type EntryId = z.infer<typeof entryIdSchema>;
export type PublicationId = z.infer<typeof publicationIdSchema>;
export type AlertId = z.infer<typeof alertIdSchema>;
export type AlertTemplateId = z.infer<typeof alertTemplateIdSchema>;
export type CommandId = z.infer<typeof commandIdSchema>;
export type PreEnrolmentId = z.infer<typeof preEnrolmentIdSchema>;
export type SupplierId = z.infer<typeof supplierIdSchema>;
export type FeedSourceId = z.infer<typeof feedSourceIdSchema>;
export type PasskeyId = z.infer<typeof passkeyIdSchema>;
export type UserId = z.infer<typeof userIdSchema>;
export type MeansId = z.infer<typeof meansIdSchema>;
export type SitePlanId = z.infer<typeof sitePlanIdSchema>;
export type ProvisionId = z.infer<typeof provisionIdSchema>;
