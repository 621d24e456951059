import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where things lie in the data folder. */
export type DataPaths = {
  readonly truth: string;
  readonly telemetry: string;
  /** Secrets; only the owner may read. */
  readonly keys: string;
  readonly objects: string;
  readonly media: string;
  /** Files on their way in; emptied at start. */
  readonly incoming: string;
  /** Parts of files that are on their way in; they outlive a restart. */
  readonly uploads: string;
  readonly screenshots: string;
  /** Packages of the player software, by hash. */
  readonly software: string;
  readonly logBundles: string;
};

/** Stands in a data folder while a backup is put there (`backup/restore-backup.ts`): what is there is not whole. */
export const restoringName = 'restoring.json';

/** Makes the folders. Throws what the file system says where it cannot, and where the folder is not whole. */
export function makeDataPaths(dataFolder: string): DataPaths {
  if (existsSync(join(dataFolder, restoringName)))
    throw new Error(`${dataFolder} holds a restore that is going on or broke off: wait for its end, or go on with it by --resume`);
  const paths = {
    truth: join(dataFolder, 'truth.sqlite'),
    telemetry: join(dataFolder, 'telemetry.sqlite'),
    keys: join(dataFolder, 'keys'),
    objects: join(dataFolder, 'objects'),
    media: join(dataFolder, 'media'),
    incoming: join(dataFolder, 'incoming'),
    uploads: join(dataFolder, 'uploads'),
    screenshots: join(dataFolder, 'screenshots'),
    software: join(dataFolder, 'software'),
    logBundles: join(dataFolder, 'log-bundles'),
  };
  mkdirSync(dataFolder, { recursive: true, mode: 0o750 });
  mkdirSync(paths.keys, { recursive: true, mode: 0o700 });
  for (const folder of [paths.objects, paths.media, paths.incoming, paths.uploads, paths.screenshots, paths.software, paths.logBundles])
    mkdirSync(folder, { recursive: true });
  return paths;
}
