import { mkdirSync } from 'node:fs';
import type { Clock } from '@gatecast/clock';
import type { RootDocument } from '@gatecast/protocol';
import type { PlayerEvent } from '../../bridge/shell-channel.ts';
import { mediaFolder } from '../downloads/media-folder.ts';
import { softwareFolder } from './software-folder.ts';
import { updateKeeper } from './update-keeper.ts';
import type { UpdateSettings } from './update-settings.ts';

export type UpdateOptions = { readonly softwareFolder: string; readonly number: number; readonly settings: UpdateSettings };

/** Starts looking for updates where this player can put them in place. */
export function startUpdates(
  options: UpdateOptions | null,
  world: {
    readonly root: RootDocument;
    readonly playerId: string;
    readonly siteId: string;
    readonly serverUrl: string;
    readonly updatesFolder: string;
    readonly clock: Clock;
    readonly nowMs: () => number;
    readonly showing: () => 'item' | 'alert' | 'lookup' | 'nothing' | null;
    readonly isPlaying: () => boolean;
    readonly tell: (event: PlayerEvent) => void;
    readonly restart: () => void;
  },
): { readonly stop: () => void } | null {
  if (options === null) return null;
  mkdirSync(world.updatesFolder, { recursive: true, mode: 0o700 });
  const { number, settings } = options;
  const keeper = updateKeeper({
    ...world,
    installed: { number, kind: 'chromium-tar', platform: process.platform, arch: process.arch, siteId: world.siteId },
    folder: softwareFolder(options.softwareFolder),
    packages: mediaFolder(world.updatesFolder),
    origins: () => ['/'],
    settings,
  });
  keeper.look();
  return keeper;
}
