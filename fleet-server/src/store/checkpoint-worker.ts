import Database from 'better-sqlite3';
import { parentPort, workerData } from 'node:worker_threads';

// A thread of its own: moving what was committed from a write-ahead log into its database waits for the disk twice.
if (parentPort === null) throw new Error('this file runs as a worker thread');
const { path, sqliteBinding } = workerData as { readonly path: string; readonly sqliteBinding: string | null };
const database = new Database(path, sqliteBinding === null ? {} : { nativeBinding: sqliteBinding });
database.pragma('synchronous = FULL');
const port = parentPort;
port.on('message', (message: unknown) => {
  if (message === 'end') {
    database.close();
    port.close();
    return;
  }
  // whatever writers and readers still need stays where it is, and is moved the next time
  database.pragma('wal_checkpoint(PASSIVE)');
});
