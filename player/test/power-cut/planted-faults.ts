import { readlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';

// Loaded into an agent before it starts, by tests alone: the agent as it would be had somebody forgotten what its disk needs.

const [planted = '', where = ''] = (process.env['GATECAST_PLANTED'] ?? '').split(' ');
const place = new RegExp(where);

if (planted === 'synchronous-normal') {
  // oxlint-disable-next-line unbound-method -- called below with the database that it is asked of
  const ask = Database.prototype.pragma;
  Database.prototype.pragma = function pragma(this: Database.Database, source: string, options?: Database.PragmaOptions): unknown {
    if (source === 'synchronous = FULL') return ask.call(this, 'synchronous = NORMAL', options);
    // what the product asks back is answered as if it stood
    return source === 'synchronous' ? 2 : ask.call(this, source, options);
  };
}

if (planted === 'no-file-sync' || planted === 'no-folder-sync') {
  const probe = await open(fileURLToPath(import.meta.url), 'r');
  const handles = Object.getPrototypeOf(probe) as typeof probe;
  await probe.close();
  // oxlint-disable-next-line unbound-method -- called below with the file that it is asked of
  const { sync } = handles;
  handles.sync = async function syncOrNot(this: typeof probe): Promise<void> {
    const isFolder = (await this.stat()).isDirectory();
    const isForgotten = isFolder === (planted === 'no-folder-sync') && place.test(readlinkSync(`/proc/self/fd/${this.fd}`));
    if (!isForgotten) await sync.call(this);
  };
}
