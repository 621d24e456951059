import { CompiledQuery, Kysely, PostgresDialect, PostgresDriver, type DatabaseConnection, type TransactionSettings } from 'kysely';
import { Pool, TypeOverrides, types, type PoolConfig } from 'pg';

/** Tables lie in a schema each, so that truth and telemetry may share a database. */
export type PostgresPlace = { readonly url: string; readonly schema: 'truth' | 'telemetry' };

export type OpenPostgresOptions = PostgresPlace & {
  /** See `WriterDriver`. */
  readonly hasOneWriter: boolean;
  /** A connection that was lost while nobody used it. */
  readonly onLost: (error: Error) => void;
};

const connectTimeoutMs = 5_000;
/** A node that stopped in the middle of a transaction holds up the others no longer than this. */
const idleInTransactionMs = 20_000;
const lockTimeoutMs = 15_000;
const connections = 10;

/**
 * Truth has one writer at a time on SQLite, and its transactions rely on it: they read a last number, a state, a code, then write what
 * follows from it. Here every transaction that may write takes one lock first, across all nodes, and reads what was committed before it.
 * The lock goes with the transaction, or with the connection of a node that dies.
 */
class WriterDriver extends PostgresDriver {
  readonly #lock: string;
  constructor(config: ConstructorParameters<typeof PostgresDriver>[0], schema: string) {
    super(config);
    this.#lock = `select pg_advisory_xact_lock(hashtext('gatecast-writer'), hashtext('${schema}'))`;
  }
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    if (settings.accessMode === 'read only') return super.beginTransaction(connection, { isolationLevel: 'repeatable read', ...settings });
    // each statement must see what was committed before the lock was given
    await super.beginTransaction(connection, { ...settings, isolationLevel: 'read committed' });
    await connection.executeQuery(CompiledQuery.raw(this.#lock));
  }
}

class WriterDialect extends PostgresDialect {
  readonly #config: ConstructorParameters<typeof PostgresDialect>[0];
  readonly #schema: string;
  constructor(config: ConstructorParameters<typeof PostgresDialect>[0], schema: string) {
    super(config);
    this.#config = config;
    this.#schema = schema;
  }
  override createDriver(): PostgresDriver {
    return new WriterDriver(this.#config, this.#schema);
  }
}

/** Opens a pool on PostgreSQL. Whole numbers come as numbers, as on SQLite. Throws where the database cannot be reached. */
export async function openPostgres<Schema>({ url, schema, hasOneWriter, onLost }: OpenPostgresOptions): Promise<Kysely<Schema>> {
  const config: PoolConfig = {
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    application_name: `gatecast-${schema}`,
    options: `-c search_path=${schema} -c idle_in_transaction_session_timeout=${idleInTransactionMs} -c lock_timeout=${lockTimeoutMs}`,
    types: numbersAsNumbers(),
  };
  const pool = new Pool(config);
  // without a listener it would end the process; whoever uses a connection next gets the error of its own query
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', onLost));
  const db = new Kysely<Schema>({ dialect: hasOneWriter ? new WriterDialect({ pool }, schema) : new PostgresDialect({ pool }) });
  try {
    await db.executeQuery(CompiledQuery.raw(madeOnce(schema)));
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return db;
}

/** `if not exists` is not enough where several nodes start at once on an empty database; statements of one text are one transaction. */
function madeOnce(schema: string): string {
  return `select pg_advisory_xact_lock(hashtext('gatecast-schema'), 0); create schema if not exists ${schema}`;
}

/** Every integer of ours is a safe one; a sum of them comes as numeric. */
function numbersAsNumbers(): TypeOverrides {
  const overrides = new TypeOverrides();
  overrides.setTypeParser(types.builtins.INT8, Number);
  overrides.setTypeParser(types.builtins.NUMERIC, Number);
  return overrides;
}
