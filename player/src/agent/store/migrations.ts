import type Database from 'better-sqlite3';
import { sumOf } from './sum-of.ts';

/** One step from the tables before it; runs in a transaction. */
export type Migration = { readonly name: string; readonly run: (store: Database.Database) => void };

/** Forward only, numbered by their place. A released one is never edited. */
export const migrations: readonly Migration[] = [
  { name: 'first-tables', run: (store) => void store.exec(firstTables) },
  { name: 'sums-and-needs', run: addSumsAndNeeds },
  { name: 'accepted-commands', run: (store) => void store.exec(acceptedCommands) },
];

const firstTables = `
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
  CREATE TABLE commands (id TEXT PRIMARY KEY, result TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;`;

/** What was remembered of commands lived for a day and said nothing that the server had not been told. */
const acceptedCommands = `
  DROP TABLE commands;
  CREATE TABLE commands (id TEXT PRIMARY KEY, document TEXT NOT NULL, accepted_ms INTEGER NOT NULL, attempts INTEGER NOT NULL,
    life TEXT NOT NULL, report TEXT, reported_ms INTEGER) STRICT, WITHOUT ROWID;`;

function addSumsAndNeeds(store: Database.Database): void {
  store.exec(`
    ALTER TABLE facts ADD COLUMN sum TEXT NOT NULL DEFAULT '';
    ALTER TABLE stages ADD COLUMN sum TEXT NOT NULL DEFAULT '';
    ALTER TABLE media ADD COLUMN needed_ms INTEGER NOT NULL DEFAULT 0;
    UPDATE media SET needed_ms = fetched_ms;`);
  const facts = store.prepare<[], { key: string; value: string }>('SELECT key, value FROM facts').all();
  for (const { key, value } of facts) store.prepare('UPDATE facts SET sum = ? WHERE key = ?').run(sumOf(key, value), key);
  const stages = store.prepare<[], { id: string; through: number }>('SELECT stage_id AS id, through FROM stages').all();
  for (const { id, through } of stages) store.prepare('UPDATE stages SET sum = ? WHERE stage_id = ?').run(sumOf(id, through), id);
}
