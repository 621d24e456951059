import type { Config } from '../config.ts';
import type { DataPaths } from './data-paths.ts';
import { openPostgres } from './open-postgres.ts';
import { openSqliteForReading } from './open-sqlite.ts';
import type { Stores } from './open-stores.ts';
import type { TelemetrySchema } from './telemetry-schema.ts';
import type { TruthSchema } from './truth-schema.ts';

/** Where truth and telemetry lie, as plain data that a thread can be given. */
export type StorePlaces = {
  readonly truth: string;
  readonly telemetry: string;
  readonly truthUrl: string | null;
  readonly telemetryUrl: string | null;
  readonly sqliteBinding: string | null;
};

export function storePlacesOf({ truthUrl, telemetryUrl, sqliteBinding }: Config, { truth, telemetry }: DataPaths): StorePlaces {
  return { truth, telemetry, truthUrl, telemetryUrl, sqliteBinding };
}

/** Opens both stores for a thread that only reads; they are as new as the server that it belongs to has made them. */
export async function openForReading({ truth, telemetry, truthUrl, telemetryUrl, sqliteBinding }: StorePlaces): Promise<Stores> {
  const reads = { hasOneWriter: false, onLost: () => undefined };
  return {
    truth:
      truthUrl === null
        ? openSqliteForReading<TruthSchema>(truth, sqliteBinding)
        : await openPostgres<TruthSchema>({ url: truthUrl, schema: 'truth', ...reads }),
    telemetry:
      telemetryUrl === null
        ? openSqliteForReading<TelemetrySchema>(telemetry, sqliteBinding)
        : await openPostgres<TelemetrySchema>({ url: telemetryUrl, schema: 'telemetry', ...reads }),
  };
}
