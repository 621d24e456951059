import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { nothingTold, watchdogToldSchema, type WatchdogTold } from '../bridge/watchdog-told.ts';
import { wellMemory, type WatchdogMemory } from '../brain/watchdog.ts';

const memorySchema = z.strictObject({
  version: z.literal(1),
  climbed: z.int().min(0),
  safeMode: z.enum(['off', 'known-good', 'board']),
  stays: z.int().min(0),
  isOrdered: z.literal(true).exactOptional(),
  /** Absent in what software of before this wrote. */
  told: watchdogToldSchema.exactOptional(),
});

export type KeptWatchdog = { readonly memory: WatchdogMemory; readonly told: WatchdogTold };

/** What the last shell kept of its watchdog; as if all had been well where there is nothing that can be read. */
export function readWatchdogMemory(dataFolder: string): KeptWatchdog {
  try {
    const { told = nothingTold, ...memory } = memorySchema.parse(JSON.parse(readFileSync(file(dataFolder), 'utf8')));
    return { memory, told };
  } catch {
    return { memory: wellMemory, told: nothingTold };
  }
}

/** Keeps it, whole and on the disk when this returns: what follows may be the end of this process. Throws where the disk refuses. */
export function keepWatchdogMemory(dataFolder: string, { memory, told }: KeptWatchdog): void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const neighbour = `${file(dataFolder)}.new`;
  const opened = openSync(neighbour, 'w', 0o600);
  try {
    writeSync(opened, JSON.stringify({ ...memory, told }));
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
  renameSync(neighbour, file(dataFolder));
  if (process.platform === 'win32') return;
  const folder = openSync(dataFolder, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function file(dataFolder: string): string {
  return join(dataFolder, 'watchdog.json');
}
