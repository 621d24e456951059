import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** A disk of its own for a test, of so many MiB: a tmpfs. null where this machine does not let one be mounted. */
export function smallDisk(folder: string, sizeMib: number): { readonly end: () => void } | null {
  mkdirSync(folder, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMib}m`, 'tmpfs', folder]);
  if (mounted.status !== 0) return null;
  return { end: () => void spawnSync('umount', ['--lazy', folder]) };
}
