import type { DatabaseConnection } from 'kysely';
import { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import { yieldingConnection } from './yielding-connection.ts';

/** Each query takes a millisecond of a clock that nothing else turns. */
function slowDatabase(): { readonly connection: DatabaseConnection; readonly queries: () => number } {
  let nowMs = 0;
  const inner = {
    async executeQuery() {
      nowMs += 1;
      return { rows: [] };
    },
    async *streamQuery() {
      yield { rows: [] };
    },
  } as unknown as DatabaseConnection;
  return { connection: yieldingConnection(inner, () => nowMs), queries: () => nowMs };
}

test('a long chain of queries lets a timer run every few milliseconds, and a short one is not held up', async () => {
  const { connection, queries } = slowDatabase();
  const seenAt: number[] = [];
  let isOver = false;
  (function look(): void {
    seenAt.push(queries());
    if (!isOver) setImmediate(look);
  })();
  for (let count = 0; count < 100; count++) await connection.executeQuery(CompiledQuery.raw('select 1'));
  isOver = true;
  const chains = seenAt.slice(1).map((at, index) => at - (seenAt[index] ?? 0));
  expect(Math.max(...chains)).toBeLessThanOrEqual(9);
  expect(seenAt.length).toBeLessThan(40);
});
