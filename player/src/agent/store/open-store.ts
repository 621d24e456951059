import Database from 'better-sqlite3';
import type { z } from 'zod';

export type Store = Database.Database;

/** Forward only, numbered by their place. A released one is never edited. */
const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: 'first-tables',
    sql: `
      CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
      CREATE TABLE releases (number INTEGER PRIMARY KEY, role TEXT NOT NULL UNIQUE CHECK (role IN ('next', 'active', 'previous')),
        state TEXT NOT NULL CHECK (state IN ('delivered', 'prepared', 'active')), document TEXT NOT NULL, received_ms INTEGER NOT NULL,
        activated_ms INTEGER) STRICT;
      CREATE TABLE objects (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE media (hash TEXT PRIMARY KEY, size_bytes INTEGER NOT NULL, fetched_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE reports (id INTEGER PRIMARY KEY, report TEXT NOT NULL) STRICT;
      CREATE TABLE receipts (alert_id TEXT NOT NULL, alert_revision INTEGER NOT NULL, kind TEXT NOT NULL, state_revision INTEGER NOT NULL,
        at_ms INTEGER NOT NULL, display TEXT NOT NULL, stored_ms INTEGER, PRIMARY KEY (alert_id, alert_revision, kind)) STRICT;
      CREATE TABLE records (sequence INTEGER PRIMARY KEY, record TEXT NOT NULL, head TEXT NOT NULL, stored_ms INTEGER) STRICT;
      CREATE TABLE stages (stage_id TEXT PRIMARY KEY, through INTEGER NOT NULL, seen_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE commands (id TEXT PRIMARY KEY, result TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;`,
  },
];

/**
 * Opens the player's database and brings it to the present tables. synchronous=FULL, as WAL's NORMAL lost acknowledged
 * rows in simulated power cuts. Throws where the database was written by a newer player.
 */
export function openStore(file: string, nativeBinding: string | undefined): Store {
  const store = new Database(file, nativeBinding === undefined ? {} : { nativeBinding });
  store.pragma('journal_mode = WAL');
  store.pragma('synchronous = FULL');
  const version = Number(store.pragma('user_version', { simple: true }));
  if (version > migrations.length) throw new Error(`the player's database is of version ${version}, newer than this software`);
  for (const [index, { sql }] of migrations.entries()) {
    if (index < version) continue;
    atomic(store, () => {
      store.exec(sql);
      store.pragma(`user_version = ${index + 1}`);
    })();
  }
  return store;
}

/** The work as one transaction: all of it or nothing. */
export function atomic<Arguments extends unknown[], Result>(
  store: Store,
  work: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  const transaction = store.transaction(work);
  return (...given) => transaction(...given);
}

/** A fact kept by its key, parsed; null where there is none or where it is of another shape. */
export function readFact<T>(store: Store, key: string, schema: z.ZodType<T>): T | null {
  const value = store.prepare<[string], string>('SELECT value FROM facts WHERE key = ?').pluck().get(key);
  if (value === undefined) return null;
  const parsed = schema.safeParse(JSON.parse(value));
  return parsed.success ? parsed.data : null;
}

export function keepFact(store: Store, key: string, value: unknown): void {
  store
    .prepare('INSERT INTO facts (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
    .run(key, JSON.stringify(value));
}
