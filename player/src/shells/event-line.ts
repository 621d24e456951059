import type { PlayerEvent } from '../bridge/shell-channel.ts';

// whoever listened may be gone; a screen plays on without an audience for its events
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
});

/** One JSON line per fact on standard output, for whoever started this player. */
export function writeEvent(event: PlayerEvent): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}
