import type { PlayerEvent } from '../bridge/shell-channel.ts';
import { eventLog, logFolderIn, type EventLog } from '../logs/event-log.ts';

// whoever listened may be gone; a screen plays on without an audience for its events
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
});

let log: EventLog | null = null;

/** From here on events are also written down in the data folder. */
export function logEventsIn(dataFolder: string): void {
  log = eventLog(logFolderIn(dataFolder));
}

/** One JSON line per fact on standard output, for whoever started this player. */
export function writeEvent(event: PlayerEvent): void {
  log?.write(event);
  process.stdout.write(`${JSON.stringify(event)}\n`);
}
