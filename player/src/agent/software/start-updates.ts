import { mkdirSync } from 'node:fs';
import type { Clock } from '@gatecast/clock';
import type { PackageKind, RootDocument } from '@gatecast/protocol';
import type { TrialSight } from '../../brain/update-steps.ts';
import type { PlayerEvent } from '../../bridge/shell-channel.ts';
import { mediaFolder } from '../downloads/media-folder.ts';
import { softwareFolder } from './software-folder.ts';
import { updateKeeper, type UpdateFetching } from './update-keeper.ts';
import type { UpdateSettings } from './update-settings.ts';
import type { UpdateTold } from './update-told.ts';

export type UpdateOptions = {
  readonly softwareFolder: string;
  /** Of the version that runs. */
  readonly number: number;
  readonly kind: PackageKind;
  readonly settings: UpdateSettings;
};

/** Starts looking for updates where this player can put them in place. */
export function startUpdates(
  options: UpdateOptions | null,
  world: {
    readonly root: RootDocument;
    readonly playerId: string;
    readonly siteId: string;
    readonly serverUrl: string;
    readonly updatesFolder: string;
    readonly fetching: UpdateFetching;
    readonly clock: Clock;
    readonly nowMs: () => number;
    readonly showing: () => 'item' | 'alert' | 'lookup' | 'nothing' | null;
    readonly sight: () => TrialSight;
    readonly isLinked: () => boolean;
    /** What was told last, by this life or one before. */
    readonly last: UpdateTold | null;
    readonly tell: (event: PlayerEvent) => void;
    readonly restart: () => void;
  },
): { readonly stop: () => void; readonly endsByOrder: () => Promise<void> } | null {
  if (options === null) return null;
  mkdirSync(world.updatesFolder, { recursive: true, mode: 0o700 });
  const { number, kind, settings } = options;
  // Electron's file functions take an archive for a folder; in a version that is unpacked or removed it is a file like others
  if (process.versions['electron'] !== undefined) Object.assign(process, { noAsar: true });
  const folder = softwareFolder(options.softwareFolder);
  const keeper = updateKeeper({
    ...world,
    installed: { number, kind, platform: process.platform, arch: process.arch, siteId: world.siteId },
    folder,
    packages: mediaFolder(world.updatesFolder),
    settings,
  });
  // the starter put it back, as nothing of it ran
  const { last } = world;
  if (last?.state === 'installed' && last.number !== number && folder.refused().some(({ number: failed }) => failed === last.number))
    world.tell({ event: 'update', atMs: world.nowMs(), state: 'rolled-back', number: last.number, detail: 'it did not start' });
  keeper.look();
  return { stop: keeper.stop, endsByOrder: folder.endsByOrder };
}
