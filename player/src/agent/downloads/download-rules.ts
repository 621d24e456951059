import type { Clock } from '@gatecast/clock';
import type { FileRef } from '@gatecast/protocol';
import type { Zone } from '@gatecast/schedules';
import { waitForWindow } from '../../brain/download-window.ts';
import { diskRoom } from './disk-room.ts';
import type { DownloadSettings } from './download-settings.ts';
import type { MediaFolder } from './media-folder.ts';
import { rateLimit } from './rate-limit.ts';

/** What is fetched as one: its files begin together, once the jitter of this player is over. */
type Load = { readonly kind: 'release' | 'update'; readonly number: number };
export type DownloadRules = ReturnType<typeof downloadRules>;

/** How a site wants its network and its devices' disks to be used. One for media and software, so that the rate is that of both together. */
export function downloadRules(world: {
  /** Asked each time, as the site may change its mind. */
  readonly settings: () => DownloadSettings;
  readonly clock: Clock;
  readonly serverNowMs: () => number;
  /** Spreads the players of a site: a share of 1 that is this player's own for this load. */
  readonly shareOf: (load: Load) => number;
}) {
  const { settings, clock } = world;
  const begins = new Map<Load['kind'], { readonly number: number; readonly atMs: number }>();
  return {
    settings,
    limit: rateLimit(clock, () => settings().bytesPerSecond),
    /** How long a load has to wait for its jitter and for the hours of its site; without the site's zone for neither. */
    waitMs(load: Load, zone: Zone | null): number {
      if (zone === null) return 0;
      const { kind, number } = load;
      const known = begins.get(kind);
      const begin = known?.number === number ? known : { number, atMs: clock.monotonicMs() + settings().jitterMs * world.shareOf(load) };
      begins.set(kind, begin);
      return Math.max(begin.atMs - clock.monotonicMs(), waitForWindow(settings().windows, zone, world.serverNowMs()), 0);
    },
    /** Bytes that the disk has too few to take these and leave what is to stay free; 0: they fit. `besides`: what is written there next. */
    shortBytes(folder: MediaFolder, refs: readonly FileRef[], besides = 0): number {
      const room = diskRoom(folder.path);
      return room === null ? 0 : Math.max(0, unwrittenBytes(folder, refs) + besides + settings().reserveBytes - room.freeBytes);
    },
  };
}

/** Bytes of these that still have to be written. */
export function unwrittenBytes(folder: MediaFolder, refs: readonly FileRef[]): number {
  return refs.reduce((sum, { hash, sizeBytes }) => sum + Math.max(0, sizeBytes - folder.sizeNow(folder.partOf(hash))), 0);
}
