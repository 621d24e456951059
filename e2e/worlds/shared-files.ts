import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Has the data folder of another node lead to the files of the first, as storage that both mount would: what `GATECAST_FILES_SHARED=1` says. */
export async function shareFiles(first: string, other: string): Promise<void> {
  await mkdir(other, { recursive: true });
  for (const name of ['media', 'uploads', 'software', 'log-bundles', 'screenshots']) {
    await mkdir(join(first, name), { recursive: true });
    await symlink(join(first, name), join(other, name));
  }
}
