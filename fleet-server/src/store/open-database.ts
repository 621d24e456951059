import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { postgresWords } from './in-postgres-words.ts';
import { openPostgres, type OpenPostgresOptions } from './open-postgres.ts';
import { openSqlite } from './open-sqlite.ts';
import { openSqliteInThread } from './sqlite-in-thread.ts';

export type OpenDatabaseOptions = {
  /** By name, oldest first; the names are numbered. */
  readonly migrations: Readonly<Record<string, Migration>>;
} & (
  | {
      readonly path: string;
      readonly sqliteBinding: string | null;
      /** Whether the file is worked on in a thread of its own. */
      readonly isInThread?: boolean;
    }
  | OpenPostgresOptions
);

/** Opens a database and brings it to the newest migration. Throws where it is not ours, cannot be reached, or a migration fails. */
export async function openDatabase<Schema>(options: OpenDatabaseOptions): Promise<Kysely<Schema>> {
  const db = await open<Schema>(options);
  const provider = { getMigrations: async () => ({ ...options.migrations }) };
  const migrator =
    'path' in options
      ? new Migrator({ db, provider })
      : new Migrator({ db: db.withPlugin(postgresWords()), provider, migrationTableSchema: options.schema });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await db.destroy();
    throw new Error(`the migrations of ${'path' in options ? options.path : options.schema} failed`, { cause: error });
  }
  return db;
}

async function open<Schema>(options: OpenDatabaseOptions): Promise<Kysely<Schema>> {
  if (!('path' in options)) return openPostgres<Schema>(options);
  const { path, sqliteBinding, isInThread = false } = options;
  return isInThread ? openSqliteInThread<Schema>(path, sqliteBinding) : openSqlite<Schema>(path, sqliteBinding);
}
