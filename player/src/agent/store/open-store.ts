import Database from 'better-sqlite3';
import type { z } from 'zod';
import { jsonOf } from './json-of.ts';
import { isNoRoom } from './store-damage.ts';
import { migrations, type Migration } from './migrations.ts';
import { sumOf } from './sum-of.ts';

export type Store = Database.Database;

/** The version of a database's tables; 0: it has none. */
export function versionOf(store: Store): number {
  return Number(store.pragma('user_version', { simple: true }));
}

/**
 * Opens a database as it is. synchronous=FULL, as WAL's NORMAL lost acknowledged rows in simulated power cuts; what a build of SQLite
 * or a file system made of it is asked back. Throws where the file is no database, or where it cannot be held as required.
 */
export function openDatabase(file: string, nativeBinding: string | undefined): Store {
  try {
    return openHeld(file, nativeBinding, 'NORMAL');
  } catch (error) {
    if (!isNoRoom(error)) throw error;
    // on a disk without room for the log's index: it is held in memory where nobody else may open the database
    return openHeld(file, nativeBinding, 'EXCLUSIVE');
  }
}

function openHeld(file: string, nativeBinding: string | undefined, locking: 'NORMAL' | 'EXCLUSIVE'): Store {
  const store = new Database(file, nativeBinding === undefined ? {} : { nativeBinding });
  try {
    store.pragma(`locking_mode = ${locking}`);
    const journal = store.pragma('journal_mode = WAL', { simple: true });
    store.pragma('synchronous = FULL');
    const synchronous = store.pragma('synchronous', { simple: true });
    // on macOS fsync leaves the bytes in the drive's cache
    store.pragma('fullfsync = ON');
    if (journal !== 'wal' || synchronous !== 2)
      throw new Error(`the player's database is kept with journal ${String(journal)}, synchronous ${String(synchronous)}`);
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Brings a database forward to the present tables. Throws where it was written by a newer player. */
export function migrate(store: Store, steps: readonly Migration[] = migrations): void {
  const version = versionOf(store);
  if (version > steps.length) throw new Error(`the player's database is of version ${version}, newer than this software`);
  for (const [index, { run }] of steps.entries()) {
    if (index < version) continue;
    atomic(store, () => {
      run(store);
      store.pragma(`user_version = ${index + 1}`);
    })();
  }
}

/** The work as one transaction: all of it or nothing. */
export function atomic<Arguments extends unknown[], Result>(
  store: Store,
  work: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  const transaction = store.transaction(work);
  return (...given) => transaction(...given);
}

/** A fact kept by its key, parsed; null where there is none, where it is of another shape or is not what was kept. */
export function readFact<T>(store: Store, key: string, schema: z.ZodType<T>): T | null {
  const row = store.prepare<[string], { value: string; sum: string }>('SELECT value, sum FROM facts WHERE key = ?').get(key);
  if (row === undefined || row.sum !== sumOf(key, row.value)) return null;
  const parsed = schema.safeParse(jsonOf(row.value));
  return parsed.success ? parsed.data : null;
}

export function keepFact(store: Store, key: string, value: unknown): void {
  const text = JSON.stringify(value);
  store.prepare('INSERT OR REPLACE INTO facts (key, value, sum) VALUES (?, ?, ?)').run(key, text, sumOf(key, text));
}
