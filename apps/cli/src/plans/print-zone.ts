import { localOf, type Zone } from '@gatecast/schedules';
import { zoneOf } from '@gatecast/zones';
import { Refusal } from '../refusal.ts';
import type { Range } from './range.ts';
import { columns } from './site-words.ts';
import { offsetInWords } from './zone-warnings.ts';

/** A zone as a plan carries it over a range, as a line of JSON or in words. Throws a Refusal for a name that this host does not know. */
export function printZone(name: string, { fromMs, untilMs }: Range, isPretty: boolean): string {
  const zone = zoneOf(name, fromMs, untilMs);
  if (zone === null) {
    const message = `${JSON.stringify(name.slice(0, 60))} is no zone of the IANA database that this host knows, such as Europe/Berlin`;
    throw new Refusal({ code: 'bad-input', message, field: 'name' });
  }
  return isPretty ? zoneInWords(zone, fromMs) : `${JSON.stringify(zone)}\n`;
}

function zoneInWords(zone: Zone, fromMs: number): string {
  const rows = zone.transitions.map(({ atMs, offsetMs }) => [new Date(atMs).toISOString(), offsetInWords(offsetMs), localOf(zone, atMs)]);
  return [
    `${zone.name}${zone.tzdata === undefined ? '' : ` by tzdata ${zone.tzdata}`}: ${offsetInWords(zone.initialOffsetMs)} on ${localOf(zone, fromMs)}`,
    ...columns(rows),
    '',
  ].join('\n');
}
