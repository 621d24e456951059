import Database from 'better-sqlite3';
import type { Migration } from './migrations.ts';
import { migrate, type Store } from './open-store.ts';
import { StoreDamage } from './store-damage.ts';

/** Walks every page of a database. Throws `StoreDamage` with the first thing that is wrong. */
export function checkPages(store: Store): void {
  const found = store.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw new StoreDamage('damaged', String(found));
}

/** Holds the tables against those that the migrations make: a flipped bit may have renamed one. Throws `StoreDamage`. */
export function checkTables(store: Store, steps: readonly Migration[], nativeBinding: string | undefined): void {
  const fresh = new Database(':memory:', nativeBinding === undefined ? {} : { nativeBinding });
  try {
    migrate(fresh, steps);
    if (tablesOf(fresh) !== tablesOf(store)) throw new StoreDamage('damaged', 'the tables are not those of this version');
  } finally {
    fresh.close();
  }
}

function tablesOf(store: Store): string {
  return JSON.stringify(store.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name').all());
}
