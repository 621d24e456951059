import { importCalendar } from '@gatecast/icalendar';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { callerFolder } from '../caller-folder.ts';
import { zonesByName } from '../recur/zones-by-name.ts';
import { Refusal } from '../refusal.ts';

/** A letter of Vietnamese takes up to three bytes; the limit in letters is the importer's. */
const limitBytes = 4 * 1024 * 1024;
const field = 'calendar.ics';

/** The events of a calendar file (`-`: standard input) as a line of JSON. Throws a Refusal where nothing of it can be used. */
export async function importEvents(file: string, zone: string | null): Promise<string> {
  const found = importCalendar(await readText(file), { zone, zoneNamed: zonesByName() });
  if (found.kind === 'refused') {
    const { code, message, limit } = found;
    const isZone = code === 'unknown-zone';
    const detail = { code: isZone ? 'bad-input' : code, message, field: isZone ? '--zone' : field };
    throw new Refusal(limit === undefined ? detail : { ...detail, limit });
  }
  const refusals = found.refusals.map(({ kind: _kind, ...refusal }) => refusal);
  return `${JSON.stringify({ zone: found.zone, entries: found.events, refusals })}\n`;
}

async function readText(file: string): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of file === '-' ? process.stdin : createReadStream(resolve(callerFolder(), file))) {
      chunks.push(chunk as Buffer);
      sizeBytes += (chunk as Buffer).length;
      if (sizeBytes > limitBytes) {
        throw new Refusal({ code: 'too-large', message: `the calendar is larger than ${limitBytes} bytes`, field, limit: limitBytes });
      }
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal({ code: 'bad-input', message: `the calendar cannot be read: ${why}`, field });
  }
  return Buffer.concat(chunks).toString('utf8');
}
