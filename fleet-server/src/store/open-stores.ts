import type { FastifyBaseLogger } from 'fastify';
import type { Kysely } from 'kysely';
import type { Config } from '../config.ts';
import type { DataPaths } from './data-paths.ts';
import { telemetryMigrations } from './migrations/telemetry/index.ts';
import { truthMigrations } from './migrations/truth/index.ts';
import { openDatabase } from './open-database.ts';
import type { TelemetrySchema } from './telemetry-schema.ts';
import type { TruthSchema } from './truth-schema.ts';

export type Stores = { readonly truth: Kysely<TruthSchema>; readonly telemetry: Kysely<TelemetrySchema> };

/** Opens truth and telemetry where the configuration says: in the data folder, or on PostgreSQL. Throws where one cannot be opened. */
export async function openStores(config: Config, paths: DataPaths, log: Pick<FastifyBaseLogger, 'warn'>): Promise<Stores> {
  const { sqliteBinding, truthUrl, telemetryUrl } = config;
  const onLost = (error: Error) => log.warn({ err: error }, 'a connection to PostgreSQL was lost');
  const truth = await openDatabase<TruthSchema>({
    ...(truthUrl === null ? { path: paths.truth, sqliteBinding } : { url: truthUrl, schema: 'truth', hasOneWriter: true, onLost }),
    migrations: truthMigrations,
  });
  try {
    const telemetry = await openDatabase<TelemetrySchema>({
      ...(telemetryUrl === null
        ? { path: paths.telemetry, sqliteBinding, isInThread: true }
        : { url: telemetryUrl, schema: 'telemetry', hasOneWriter: false, onLost }),
      migrations: telemetryMigrations,
    });
    return { truth, telemetry };
  } catch (error) {
    await truth.destroy();
    throw error;
  }
}
