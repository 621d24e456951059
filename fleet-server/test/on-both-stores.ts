import { afterAll, beforeAll, describe } from 'vitest';
import { copyDatabase, migrate } from './migrated-stores.ts';
import { postgresPrograms, startPostgres, type PostgresCluster } from './postgres-cluster.ts';

/** Settings of a server on a new database of the store that is tested. */
export type NewStore = () => Promise<Record<string, string>>;

/**
 * Runs the tests that `define` makes on SQLite and again on a PostgreSQL of their own, as what is promised must hold on both alike. A machine
 * without PostgreSQL skips the second half, and says so. State of a test belongs into `define`, so that neither half sees the other's.
 * `areEmpty`: the databases are not brought to today beforehand.
 */
export function onBothStores(define: (newStore: NewStore) => void, { areEmpty = false } = {}): void {
  describe('on SQLite', () => define(async () => ({})));
  describe.skipIf(postgresPrograms() === null)('on PostgreSQL', () => {
    let cluster: PostgresCluster;
    beforeAll(async () => {
      cluster = await startPostgres();
    });
    afterAll(() => cluster.close());
    let made: Promise<string> | undefined;
    let count = 0;
    define(async () => {
      if (areEmpty) return { GATECAST_TRUTH: await cluster.createDatabase() };
      made ??= cluster.createDatabase().then(async (url) => {
        await migrate(url);
        return url;
      });
      return { GATECAST_TRUTH: await copyDatabase(await made, `world_${++count}`) };
    });
  });
}
