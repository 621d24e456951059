import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';

export type OpenDatabaseOptions = {
  readonly path: string;
  readonly sqliteBinding: string | null;
  /** By name, oldest first; the names are numbered. */
  readonly migrations: Readonly<Record<string, Migration>>;
};

/** Opens a database and brings it to the newest migration. Throws where the file is not ours or a migration fails. */
export async function openDatabase<Schema>(options: OpenDatabaseOptions): Promise<Kysely<Schema>> {
  const database = new Database(options.path, options.sqliteBinding === null ? {} : { nativeBinding: options.sqliteBinding });
  database.pragma('journal_mode = WAL');
  // better-sqlite3 in WAL mode means synchronous=NORMAL, which loses acknowledged rows in a power cut: telemetry holds
  // receipts and play records, so it is no less evidence than truth. Groups make it cheap.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('busy_timeout = 5000');
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...options.migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await db.destroy();
    throw new Error(`the migrations of ${options.path} failed`, { cause: error });
  }
  return db;
}
