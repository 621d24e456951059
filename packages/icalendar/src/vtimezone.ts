import type { Zone } from '@gatecast/schedules';
import ICAL from 'ical.js';

/** A VTIMEZONE (RFC 5545, 3.6.5) that says each change of a zone's transitions by itself. */
export function vtimezoneOf(zone: Zone): ICAL.Component {
  const vtimezone = new ICAL.Component('vtimezone');
  vtimezone.addPropertyWithValue('tzid', zone.name);
  const changes = [{ atMs: null, offsetMs: zone.initialOffsetMs }, ...zone.transitions];
  changes.forEach(({ atMs, offsetMs }, index) => {
    const beforeMs = changes[index - 1]?.offsetMs ?? offsetMs;
    const observance = new ICAL.Component(offsetMs > beforeMs ? 'daylight' : 'standard');
    const onset = atMs === null ? '1900-01-01T00:00:00' : new Date(atMs + beforeMs).toISOString().slice(0, 19);
    observance.addProperty(new ICAL.Property(['dtstart', {}, 'date-time', onset]));
    observance.addProperty(new ICAL.Property(['tzoffsetfrom', {}, 'utc-offset', offsetText(beforeMs)]));
    observance.addProperty(new ICAL.Property(['tzoffsetto', {}, 'utc-offset', offsetText(offsetMs)]));
    vtimezone.addSubcomponent(observance);
  });
  return vtimezone;
}

function offsetText(offsetMs: number): string {
  const seconds = Math.abs(offsetMs) / 1_000;
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, ...(seconds % 60 === 0 ? [] : [seconds % 60])];
  return `${offsetMs < 0 ? '-' : '+'}${parts.map((part) => String(part).padStart(2, '0')).join(':')}`;
}
