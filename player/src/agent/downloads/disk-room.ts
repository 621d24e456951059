import { statfsSync } from 'node:fs';

export type DiskRoom = { readonly freeBytes: number; readonly capacityBytes: number };

/** Room where a folder lies; null where the file system does not say. */
export function diskRoom(folder: string): DiskRoom | null {
  try {
    const { bavail, blocks, bsize } = statfsSync(folder);
    return { freeBytes: bavail * bsize, capacityBytes: blocks * bsize };
  } catch {
    // what cannot be asked cannot be planned with: a write that fails is seen when it fails
    return null;
  }
}
