import { readdir, readFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { Heartbeat } from '@gatecast/protocol';

const sensorsFolder = '/sys/class/thermal';

/** Memory of the machine, and its hottest sensor where it has one. A limit of the player's own (a container's, a unit's) counts as the machine's. */
export async function machineFacts(folder = sensorsFolder): Promise<NonNullable<Heartbeat['machine']>> {
  const limit = process.constrainedMemory();
  const memoryBytes = limit > 0 && limit < totalmem() ? limit : totalmem();
  const hottest = await hottestSensor(folder);
  const memory = { memoryBytes, memoryFreeBytes: Math.min(process.availableMemory(), memoryBytes) };
  return hottest === null ? memory : { ...memory, temperatureC: hottest };
}

/** Degrees Celsius; null where no sensor tells (Linux only). */
async function hottestSensor(folder: string): Promise<number | null> {
  try {
    const zones = (await readdir(folder)).filter((name) => name.startsWith('thermal_zone'));
    const told = await Promise.all(zones.map((zone) => readFile(join(folder, zone, 'temp'), 'utf8').catch(() => '')));
    // thousandths of a degree; a sensor that is off says 0 or something impossible
    const celsius = told.map((text) => Number(text.trim()) / 1_000).filter((degrees) => degrees > 0 && degrees < 150);
    return celsius.length === 0 ? null : Math.round(Math.max(...celsius) * 10) / 10;
  } catch {
    return null;
  }
}
