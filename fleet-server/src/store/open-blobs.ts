import type { Config } from '../config.ts';
import { createFolderStore, type BlobStore } from './blob-store.ts';
import type { DataPaths } from './data-paths.ts';
import { createS3Store, type S3Place, type S3Store } from './s3-store.ts';

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
  const open = (folder: string, prefix: string) => (s3 === null ? createFolderStore(folder) : openBucketFolder(s3, prefix));
  return {
    media: open(paths.media, 'media'),
    uploads: open(paths.uploads, 'uploads'),
    software: open(paths.software, 'software'),
    logBundles: open(paths.logBundles, 'log-bundles'),
    pictures: open(paths.screenshots, 'screenshots'),
  };
}

/** What the bucket holds of one kind of files, as a folder of the data folder would. */
export function openBucketFolder(s3: S3Place, folder: string): S3Store {
  return createS3Store({ ...s3, prefix: `${s3.prefix}${folder}/` });
}
