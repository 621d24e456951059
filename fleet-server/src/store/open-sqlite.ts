import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, SqliteDriver, type DatabaseConnection, type SqliteDialectConfig } from 'kysely';
import { checkpointBeside } from './checkpoint-beside.ts';
import { withPreparedStatements } from './prepared-statements.ts';
import { AdapterWithTransactionalDdl } from './sqlite-adapter.ts';
import { applySettings } from './sqlite-settings.ts';
import { yieldingConnection } from './yielding-connection.ts';

/** One connection, whose queries let others run, and a thread beside it that ends before it. */
class FairDriver extends SqliteDriver {
  readonly #beside: { readonly close: () => Promise<void> };
  #connection: DatabaseConnection | null = null;
  constructor(config: SqliteDialectConfig, beside: { readonly close: () => Promise<void> }) {
    super(config);
    this.#beside = beside;
  }
  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#connection ??= yieldingConnection(await super.acquireConnection());
    return this.#connection;
  }
  override async destroy(): Promise<void> {
    await this.#beside.close();
    await super.destroy();
  }
}
class FairDialect extends SqliteDialect {
  readonly #driver: FairDriver;
  constructor(driver: FairDriver, config: SqliteDialectConfig) {
    super(config);
    this.#driver = driver;
  }
  override createAdapter(): AdapterWithTransactionalDdl {
    return new AdapterWithTransactionalDdl();
  }
  override createDriver(): SqliteDriver {
    return this.#driver;
  }
}

/** Opens a SQLite file with the settings that evidence needs. Throws where the file is not ours. */
export function openSqlite<Schema>(path: string, sqliteBinding: string | null): Kysely<Schema> {
  const database = new Database(path, sqliteBinding === null ? {} : { nativeBinding: sqliteBinding });
  applySettings(database);
  const config = { database: withPreparedStatements(database) };
  return new Kysely<Schema>({ dialect: new FairDialect(new FairDriver(config, checkpointBeside(path, sqliteBinding)), config) });
}

/** Opens a SQLite file that another connection of this process writes; whoever reads here holds up nobody. Throws where it is not there. */
export function openSqliteForReading<Schema>(path: string, sqliteBinding: string | null): Kysely<Schema> {
  const binding = sqliteBinding === null ? {} : { nativeBinding: sqliteBinding };
  const database = new Database(path, { ...binding, readonly: true, fileMustExist: true });
  database.pragma('busy_timeout = 5000');
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
}
