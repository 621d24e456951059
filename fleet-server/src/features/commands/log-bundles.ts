import { basename } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { BlobStore } from '../../store/blob-store.ts';

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

export function createLogBundles(store: BlobStore): LogBundles {
  return {
    async keep(screenId, commandId, bytes) {
      try {
        await unpack(bytes, { maxOutputLength: mostUnpackedBytes });
      } catch {
        return null;
      }
      const name = `${commandId}${suffix}`;
      await store.write(`${screenId}/${name}`, bytes, { isEvidence: true });
      const names = (await store.list(screenId)).map(({ key }) => basename(key)).filter((one) => one.endsWith(suffix));
      const gone = names
        .toSorted()
        .filter((one) => one !== name)
        .slice(0, Math.max(0, names.length - keptPerScreen));
      for (const one of gone) await store.remove(`${screenId}/${one}`);
      return gone.map((one) => one.slice(0, -suffix.length));
    },
    read: (screenId, commandId) => store.readAll(`${screenId}/${commandId}${suffix}`),
  };
}
