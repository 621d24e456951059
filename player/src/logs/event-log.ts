import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PlayerEvent } from '../bridge/shell-channel.ts';

// What a player told, as JSON lines in its data folder: `player.jsonl` is written, `player.1.jsonl` is what came before it, and so on.

const ordinaryLimits = { fileBytes: 1024 * 1024, files: 5 } as const;
const nameOf = (age: number) => (age === 0 ? 'player.jsonl' : `player.${age}.jsonl`);

/** Where the log of a player lies. */
export function logFolderIn(dataFolder: string): string {
  return join(dataFolder, 'logs');
}

/** What comes every few seconds and is told better elsewhere: play records say what was shown. */
const unlogged: ReadonlySet<PlayerEvent['event']> = new Set<PlayerEvent['event']>(['showing', 'release-progress']);

/** An event as it is written down; null: it is not. A code that pairs a device is a secret. */
function logged(event: PlayerEvent): object | null {
  if (unlogged.has(event.event)) return null;
  if (event.event !== 'pairing') return event;
  const { code: _, ...rest } = event;
  return rest;
}

export type EventLog = { readonly write: (event: PlayerEvent) => void };

/** Writes events down, one process for each folder. A disk that takes no more loses lines, of which the next one tells the number. */
export function eventLog(folder: string, limits: { readonly fileBytes: number; readonly files: number } = ordinaryLimits): EventLog {
  const current = join(folder, nameOf(0));
  let size: number | null = null;
  let lost = 0;

  function rotate(): void {
    rmSync(join(folder, nameOf(limits.files - 1)), { force: true });
    const ages = Array.from({ length: limits.files - 1 }, (_, index) => limits.files - 2 - index);
    const present = new Set(readdirSync(folder));
    for (const age of ages) if (present.has(nameOf(age))) renameSync(join(folder, nameOf(age)), join(folder, nameOf(age + 1)));
    size = 0;
  }
  function append(line: string): void {
    if (size === null) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      size = statSync(current, { throwIfNoEntry: false })?.size ?? 0;
    }
    const bytes = Buffer.from(line);
    if (size > 0 && size + bytes.length > limits.fileBytes) rotate();
    appendFileSync(current, bytes, { mode: 0o600 });
    size += bytes.length;
  }
  return {
    write(event) {
      const kept = logged(event);
      if (kept === null) return;
      try {
        append(`${JSON.stringify(lost === 0 ? kept : { ...kept, linesLost: lost })}\n`);
        lost = 0;
      } catch {
        // a log must not stop what it tells of
        lost++;
        size = null;
      }
    },
  };
}

/** The last lines, oldest first; the end of a line that a power cut left is a line that does not parse, and is left out. */
export function lastLines(folder: string, count: number): readonly string[] {
  const present = new Set(existing(folder));
  const files: (readonly string[])[] = [];
  let found = 0;
  for (let age = 0; present.has(nameOf(age)) && found < count; age++) {
    const lines = readFileSync(join(folder, nameOf(age)), 'utf8')
      .split('\n')
      .filter(isJson);
    files.push(lines);
    found += lines.length;
  }
  return files.toReversed().flat().slice(-count);
}

function existing(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // nothing was ever written
    return [];
  }
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
