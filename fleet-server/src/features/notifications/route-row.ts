import { notificationRouteSchema, type NotificationRoute } from '@gatecast/protocol';
import type { z } from 'zod';
import type { NotificationTables } from './store.ts';

type Row = NotificationTables['notification_routes'];
export type RouteSettings = Omit<NotificationRoute, 'id' | 'delivery' | 'revision'>;

const settingsSchema = notificationRouteSchema.omit({ id: true, delivery: true, revision: true });

/** A route's settings from its row. */
export function settingsOf({ name, channel, language, siteIds, kinds, hours, isOn }: Row): RouteSettings {
  const settings: z.input<typeof settingsSchema> = {
    name,
    language,
    isOn: isOn !== 0,
    channel: JSON.parse(channel) as RouteSettings['channel'],
    siteIds: JSON.parse(siteIds) as RouteSettings['siteIds'],
    kinds: JSON.parse(kinds) as RouteSettings['kinds'],
    hours: JSON.parse(hours) as RouteSettings['hours'],
  };
  return settingsSchema.parse(settings);
}

/** The columns that settings fill. */
export function columnsOf(settings: RouteSettings): Omit<Row, 'id' | 'secret' | 'createdAtMs'> {
  const { name, channel, language, siteIds, kinds, hours, isOn } = settings;
  const json = {
    channel: JSON.stringify(channel),
    siteIds: JSON.stringify(siteIds),
    kinds: JSON.stringify(kinds),
    hours: JSON.stringify(hours),
  };
  return { name, language, isOn: isOn ? 1 : 0, ...json };
}
