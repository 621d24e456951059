import type Database from 'better-sqlite3';

/** In KiB. What a transaction changes beyond it goes to the log at once, and not all of it at the commit. */
const cacheKib = 4_000;
/** How long a log the writer waits for the thread that moves what was committed: 64 MiB, see `checkpoint-beside.ts`. */
const checkpointPages = 16_384;

/** Settings that evidence needs, for whoever writes. */
export function applySettings(database: Database.Database): void {
  database.pragma('journal_mode = WAL');
  // better-sqlite3 in WAL mode means synchronous=NORMAL, which loses acknowledged rows in a power cut: telemetry holds
  // receipts and play records, so it is no less evidence than truth. Groups make it cheap.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('busy_timeout = 5000');
  database.pragma(`cache_size = -${cacheKib}`);
  database.pragma(`wal_autocheckpoint = ${checkpointPages}`);
}
