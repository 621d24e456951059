import type { Incident } from '@gatecast/protocol';
import type { RouteSettings } from './route-row.ts';

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;
const dayMinutes = 1_440;

/**
 * Whether a route wants to hear of an incident that opened at these local times (`YYYY-MM-DDTHH:MM:SS`): of its site the one, of the server
 * itself those of every site, where one within the route's hours is enough. Of what is of no site hear the routes of every site.
 */
export function isWanted(
  route: RouteSettings,
  { siteId, kind }: Pick<Incident, 'siteId' | 'kind'>,
  localTimes: readonly string[],
): boolean {
  if (!route.isOn) return false;
  if (route.siteIds.length > 0 && (siteId === null || !route.siteIds.includes(siteId))) return false;
  if (route.kinds.length > 0 && !route.kinds.includes(kind)) return false;
  return route.hours.length === 0 || localTimes.some((localTime) => route.hours.some((hours) => isWithin(hours, localTime)));
}

/** A span over midnight belongs to the day on which it begins. */
function isWithin({ days, from, to }: RouteSettings['hours'][number], localTime: string): boolean {
  const today = new Date(`${localTime.slice(0, 10)}T00:00:00Z`).getUTCDay();
  const nowMinutes = minutesOf(localTime.slice(11, 16));
  const fromMinutes = minutesOf(from);
  const untilMinutes = minutesOf(to) > fromMinutes ? minutesOf(to) : minutesOf(to) + dayMinutes;
  const isOn = (day: number, minutes: number): boolean =>
    days.includes(weekdays[(day + 7) % 7] ?? 'MO') && fromMinutes <= minutes && minutes < untilMinutes;
  return isOn(today, nowMinutes) || isOn(today - 1, nowMinutes + dayMinutes);
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
