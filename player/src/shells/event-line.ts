import type { PlayerEvent } from '../bridge/shell-channel.ts';

/** One JSON line per fact on standard output, for whoever started this player. */
export function writeEvent(event: PlayerEvent): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}
