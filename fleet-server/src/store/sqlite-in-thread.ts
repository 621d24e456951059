import { Kysely, type AbortableOperationOptions, type CompiledQuery, type DatabaseConnection, type QueryResult } from 'kysely';
import { BaseSqliteDialect } from 'kysely-generic-sqlite';
import { GenericSqliteWorkerDriver } from 'kysely-generic-sqlite/worker';
import { createNodeWorkerExecutor } from 'kysely-generic-sqlite/worker-helper-node';
import { Worker } from 'node:worker_threads';
import { checkpointBeside } from './checkpoint-beside.ts';
import { AdapterWithTransactionalDdl } from './sqlite-adapter.ts';

type Place = { readonly path: string; readonly sqliteBinding: string | null };

/** Gives errors of SQLite the code back that they lose between threads. */
function withCodes(inner: DatabaseConnection): DatabaseConnection {
  return {
    async executeQuery<R>(query: CompiledQuery, options?: AbortableOperationOptions): Promise<QueryResult<R>> {
      try {
        return await inner.executeQuery<R>(query, options);
      } catch (error) {
        throw error instanceof Error && error.name.startsWith('SQLITE_') ? Object.assign(error, { code: error.name }) : error;
      }
    },
    streamQuery: (query, chunkSize, options) => inner.streamQuery(query, chunkSize, options),
  };
}

function startThread(): Worker {
  const thread = new Worker(new URL('./sqlite-worker.ts', import.meta.url));
  // a process whose evidence goes nowhere is started again
  thread.on('error', (error) =>
    setImmediate(() => {
      throw error;
    }),
  );
  return thread;
}

class ThreadDriver extends GenericSqliteWorkerDriver<Worker, Place> {
  readonly #beside: { readonly close: () => Promise<void> };
  #connection: DatabaseConnection | null = null;
  constructor(place: Place) {
    super(createNodeWorkerExecutor({ data: place, worker: startThread }));
    this.#beside = checkpointBeside(place.path, place.sqliteBinding);
  }
  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#connection ??= withCodes(await super.acquireConnection());
    return this.#connection;
  }
  override async destroy(): Promise<void> {
    await this.#beside.close();
    await super.destroy();
  }
}
class ThreadDialect extends BaseSqliteDialect {
  constructor(place: Place) {
    super(() => new ThreadDriver(place));
  }
  override createAdapter(): AdapterWithTransactionalDdl {
    return new AdapterWithTransactionalDdl();
  }
}

/**
 * Opens a SQLite file in a thread of its own, with the settings that evidence needs: whoever writes it waits for the disk without holding up
 * everybody else. A query costs a message there and one back, so it is for what is written in groups. Throws where the file is not ours.
 */
export function openSqliteInThread<Schema>(path: string, sqliteBinding: string | null): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new ThreadDialect({ path, sqliteBinding }) });
}
