import Database from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely';

/** Kysely does not count on it, but SQLite can: a server that dies in the middle of its migrations has made none of them. */
class AdapterWithTransactionalDdl extends SqliteAdapter {
  override get supportsTransactionalDdl(): true {
    return true;
  }
}
class DialectWithTransactionalDdl extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new AdapterWithTransactionalDdl();
  }
}

/** Opens a SQLite file with the settings that evidence needs. Throws where the file is not ours. */
export function openSqlite<Schema>(path: string, sqliteBinding: string | null): Kysely<Schema> {
  const database = new Database(path, sqliteBinding === null ? {} : { nativeBinding: sqliteBinding });
  database.pragma('journal_mode = WAL');
  // better-sqlite3 in WAL mode means synchronous=NORMAL, which loses acknowledged rows in a power cut: telemetry holds
  // receipts and play records, so it is no less evidence than truth. Groups make it cheap.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('busy_timeout = 5000');
  return new Kysely<Schema>({ dialect: new DialectWithTransactionalDdl({ database }) });
}
