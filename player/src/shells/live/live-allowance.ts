import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { liveHostOf, liveHostSchema, liveUrlSchema } from '@gatecast/protocol';
import { z } from 'zod';

export type LiveAllowance = {
  /** Whether requests may go to a host, as addresses name it (with its port where that is not understood). */
  readonly allowsHost: (host: string) => boolean;
  /** Whether an address is a live URL of an allowed host. */
  readonly allowsUrl: (url: string) => boolean;
  readonly hosts: () => readonly string[];
};

const handedSchema = z.looseObject({ release: z.looseObject({ liveHosts: z.array(liveHostSchema).optional() }).nullable() });

/**
 * The hosts whose live URLs the release that plays allows, read from the last handover, which outlives the agent. None in safe mode, and none
 * where it cannot be read.
 */
export function liveAllowance(handoverFolder: string, isSafeMode: () => boolean): LiveAllowance {
  const file = join(handoverFolder, 'release.json');
  let read: { readonly mark: string; readonly hosts: readonly string[] } = { mark: '', hosts: [] };
  function hosts(): readonly string[] {
    if (isSafeMode()) return [];
    const found = statSync(file, { throwIfNoEntry: false });
    // a handover is put in the place of the one before
    const mark = found === undefined ? '' : `${found.ino} ${found.mtimeMs} ${found.size}`;
    if (mark !== read.mark) read = { mark, hosts: mark === '' ? [] : hostsIn(file) };
    return read.hosts;
  }
  return {
    hosts,
    allowsHost: (host) => hosts().includes(host),
    allowsUrl: (url) => liveUrlSchema.safeParse(url).success && hosts().includes(liveHostOf(url)),
  };
}

function hostsIn(file: string): readonly string[] {
  try {
    return handedSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).release?.liveHosts ?? [];
  } catch {
    // a handover that cannot be read allows nothing; the stage says what is wrong with it
    return [];
  }
}
