import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import type { BootMark } from '../brain/player-clock.ts';

/** The kernel's id of this boot, or an empty text where the system has none. */
export function readBootId(file = '/proc/sys/kernel/random/boot_id'): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

/** Milliseconds since the machine's start, sleep counted. */
export function machineUptimeMs(): number {
  return Math.round(uptime() * 1_000);
}

/** Which boot this is, and how long it has lasted. */
export function thisBoot(id: string = readBootId()): BootMark {
  return { id, uptimeMs: machineUptimeMs() };
}
