import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { setImmediate as letOthersRun } from 'node:timers/promises';

/** For so long queries may follow each other before sockets and timers have their turn. */
const turnMs = 8;

/**
 * SQLite works on this thread and answers in microtasks, so that a chain of queries, one transaction's or those of a thousand players that
 * waited for it, would run to its end before a socket is read again. Queries of this connection let others run whenever the present
 * turn has lasted long.
 */
export function yieldingConnection(inner: DatabaseConnection, monotonicMs: () => number = () => performance.now()): DatabaseConnection {
  let startedMs: number | null = null;
  const endTurn = (): void => {
    startedMs = null;
  };
  async function takeTurn(): Promise<void> {
    // eslint-disable-next-line no-unmodified-loop-condition -- `endTurn` does, while the others run
    while (startedMs !== null && monotonicMs() - startedMs >= turnMs) await letOthersRun();
    if (startedMs !== null) return;
    startedMs = monotonicMs();
    setImmediate(endTurn);
  }
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      await takeTurn();
      return inner.executeQuery<R>(query);
    },
    async *streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
      for await (const piece of inner.streamQuery<R>(query, chunkSize)) {
        yield piece;
        await takeTurn();
      }
    },
  };
}
