import type { IncidentNotice } from '@gatecast/protocol';

/** JSON columns hold text. */
export type NotificationTables = {
  notification_routes: {
    id: string;
    name: string;
    channel: string;
    /** Of a webhook; null: it is an e-mail route. Answered once, when it is made. */
    secret: string | null;
    language: 'vi' | 'en';
    siteIds: string;
    kinds: string;
    hours: string;
    isOn: number;
    createdAtMs: number;
  };
  /** The outbox: messages from the transaction that gave cause for them until they have arrived, or are given up. */
  notifications: {
    id: string;
    routeId: string;
    /** null: a test. */
    incidentId: string | null;
    type: IncidentNotice['type'];
    notice: string;
    queuedAtMs: number;
    attempts: number;
    nextAttemptMs: number;
    sentAtMs: number | null;
    givenUpAtMs: number | null;
    error: string | null;
    /** JSON: addresses of a mail that it has come to already, or never will; the others are tried again. */
    reached: string;
  };
};
