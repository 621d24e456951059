import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/**
 * Holds a data folder for this process until it ends, however it ends: SQLite's own lock, which the system gives back.
 * Null where another player has it.
 */
export function lockDataFolder(path: string): { readonly release: () => void } | null {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const lock = new Database(join(path, 'lock.sqlite'), { timeout: 200 });
  try {
    // nothing is ever written: the lock must be had on a full disk too, where a journal would find no room
    lock.pragma('journal_mode = MEMORY');
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
    return { release: () => void lock.close() };
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
}
