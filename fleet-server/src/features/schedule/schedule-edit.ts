import type { SiteId } from '@gatecast/protocol';

/** What reading and changing the schedule's lists ask for. */
export const scheduleEdit = { read: 'schedule.read', act: 'schedule.edit' } as const;

/** How something is saved: anew (`readRevision` null) or over the revision that was read, by whom, and to which site it belongs. */
export type Save = { readonly readRevision: number | null; readonly actor: string; readonly siteId: SiteId | null };
