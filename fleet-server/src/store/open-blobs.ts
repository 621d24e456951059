import type { Config } from '../config.ts';
import { createFolderStore, type BlobStore } from './blob-store.ts';
import type { DataPaths } from './data-paths.ts';
import { createS3Store } from './s3-store.ts';

/** Files by what they are. */
export type Blobs = {
  readonly media: BlobStore;
  readonly uploads: BlobStore;
  readonly software: BlobStore;
  readonly logBundles: BlobStore;
  /** Pictures of screens. */
  readonly pictures: BlobStore;
};

/** Folders of the data folder, or prefixes of one bucket. */
export function openBlobs(
  { s3 }: Pick<Config, 's3'>,
  paths: Pick<DataPaths, 'media' | 'uploads' | 'software' | 'logBundles' | 'screenshots'>,
): Blobs {
  const open = (folder: string, prefix: string) =>
    s3 === null ? createFolderStore(folder) : createS3Store({ ...s3, prefix: `${s3.prefix}${prefix}/` });
  return {
    media: open(paths.media, 'media'),
    uploads: open(paths.uploads, 'uploads'),
    software: open(paths.software, 'software'),
    logBundles: open(paths.logBundles, 'log-bundles'),
    pictures: open(paths.screenshots, 'screenshots'),
  };
}
