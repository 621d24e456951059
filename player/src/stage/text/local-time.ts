import { offsetAt, type Zone } from '@gatecast/schedules';

// Wall-clock times of the site from the offsets that the plan carries: the device's own tzdata is never asked. Intl is given the
// shifted instant as if it were UTC, for the words only.

/** `HH:MM` */
export function timeOfDay(zone: Zone, instantMs: number): string {
  return new Date(instantMs + offsetAt(zone, instantMs)).toISOString().slice(11, 16);
}

/** Seconds of the minute, two digits. */
export function secondsOf(instantMs: number): string {
  return new Date(instantMs).toISOString().slice(17, 19);
}

/** The date with its weekday, as the language writes it in full. */
export function longDate(zone: Zone, instantMs: number, language: string): string {
  return dateIn(zone, instantMs, language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** The same without the year, which is beyond doubt. */
export function dayOf(zone: Zone, instantMs: number, language: string): string {
  return dateIn(zone, instantMs, language, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** The same where there is little room: weekday, day and month. */
export function shortDate(zone: Zone, instantMs: number, language: string): string {
  return dateIn(zone, instantMs, language, { weekday: 'short', day: 'numeric', month: 'numeric' });
}

function dateIn(zone: Zone, instantMs: number, language: string, parts: Intl.DateTimeFormatOptions): string {
  const written = language === 'zxx' ? 'en' : language;
  const format = new Intl.DateTimeFormat(written, { timeZone: 'UTC', calendar: 'gregory', ...parts });
  const text = format.format(instantMs + offsetAt(zone, instantMs));
  return text.charAt(0).toLocaleUpperCase(written) + text.slice(1);
}
