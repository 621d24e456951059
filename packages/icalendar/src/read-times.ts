import { parseLocalDateTime, type LocalDateTime } from '@gatecast/schedules';
import type ICAL from 'ical.js';
import type { EventTime } from './site-clock.ts';

/** The DATE and DATE-TIME values of all properties of a name; null where one is something else, or no such time. */
export function readTimes(event: ICAL.Component, name: string): readonly EventTime[] | null {
  const times: EventTime[] = [];
  for (const property of event.getAllProperties(name)) {
    const tzid: unknown = property.getParameter('tzid');
    const values: readonly unknown[] = (property.toJSON() as readonly unknown[]).slice(3);
    for (const value of values) {
      const time = typeof value === 'string' ? timeOf(value, property.type, typeof tzid === 'string' ? tzid : null) : null;
      if (time === null) return null;
      times.push(time);
    }
  }
  return times;
}

function timeOf(value: string, type: string, tzid: string | null): EventTime | null {
  if (type !== 'date' && type !== 'date-time') return null;
  const isDate = type === 'date';
  const isUtc = value.endsWith('Z');
  const local = shortest(isDate ? `${value}T00:00` : isUtc ? value.slice(0, -1) : value);
  if (parseLocalDateTime(local) === null) return null;
  return { local, isDate, zone: isDate ? null : isUtc ? 'UTC' : tzid };
}

/** As plans write it: without seconds where they are zero. */
function shortest(local: LocalDateTime): LocalDateTime {
  return local.replace(/(T\d{2}:\d{2}):00$/, '$1');
}
