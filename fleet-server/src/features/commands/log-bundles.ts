import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { writeFileDurably } from '../../store/write-file-durably.ts';

/** Bundles kept of each screen. */
const keptPerScreen = 5;
/** What a bundle may become when it is unpacked: the player's own logs are smaller. */
const mostUnpackedBytes = 64 * 1024 * 1024;
const suffix = '.jsonl.gz';
const unpack = promisify(gunzip);

/** Bundles of logs on disk, a folder for each screen; names are ids of commands, which count up with time. */
export type LogBundles = {
  /** Keeps a bundle and gives the ids of those that went for it; null: the bytes are no bundle. */
  readonly keep: (screenId: string, commandId: string, bytes: Uint8Array) => Promise<readonly string[] | null>;
  readonly read: (screenId: string, commandId: string) => Promise<Buffer | null>;
};

export function createLogBundles(folder: string): LogBundles {
  return {
    async keep(screenId, commandId, bytes) {
      try {
        await unpack(bytes, { maxOutputLength: mostUnpackedBytes });
      } catch {
        return null;
      }
      const own = join(folder, screenId);
      await mkdir(own, { recursive: true });
      await writeFileDurably(join(own, `${commandId}${suffix}`), bytes, 0o640);
      const names = (await readdir(own)).filter((name) => name.endsWith(suffix)).toSorted();
      const gone = names.filter((name) => name !== `${commandId}${suffix}`).slice(0, Math.max(0, names.length - keptPerScreen));
      for (const name of gone) await rm(join(own, name), { force: true });
      return gone.map((name) => name.slice(0, -suffix.length));
    },
    async read(screenId, commandId) {
      try {
        return await readFile(join(folder, screenId, `${commandId}${suffix}`));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
  };
}
