import { sql, type Kysely } from 'kysely';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqlite } from '../src/store/open-sqlite.ts';
import { openSqliteInThread } from '../src/store/sqlite-in-thread.ts';

// A SQLite file in a thread of its own answers as one on this thread does, and holds up nobody.

type Schema = { rows: { id: number; text: string } };
let folder: string;
let db: Kysely<Schema>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-thread-'));
  db = openSqliteInThread<Schema>(join(folder, 'thread.sqlite'), null);
  await db.schema
    .createTable('rows')
    .addColumn('id', 'integer', (id) => id.primaryKey())
    .addColumn('text', 'text')
    .execute();
});
afterAll(async () => {
  await db.destroy();
  await rm(folder, { recursive: true, force: true });
});

test('rows go in and come out, one by one and as a stream, and transactions come one after the other', async () => {
  const inserted = await db
    .insertInto('rows')
    .values([
      { id: 1, text: 'Nội Bài' },
      { id: 2, text: 'Hữu Nghị' },
    ])
    .executeTakeFirst();
  expect([inserted.numInsertedOrUpdatedRows, inserted.insertId]).toEqual([2n, 2n]);
  const streamed: string[] = [];
  for await (const { text } of db.selectFrom('rows').select('text').orderBy('id').stream(1)) streamed.push(text);
  expect(streamed).toEqual(['Nội Bài', 'Hữu Nghị']);
  const count = (add: number) =>
    db.transaction().execute(async (transaction) => {
      const { id } = await transaction.selectFrom('rows').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow();
      await transaction
        .insertInto('rows')
        .values({ id: id + add, text: '' })
        .execute();
    });
  await Promise.all([count(10), count(10), count(10)]);
  expect(await db.selectFrom('rows').select('id').orderBy('id').execute()).toEqual([1, 2, 12, 22, 32].map((id) => ({ id })));
});

test('what SQLite refuses has its code, and a transaction that fails leaves nothing', async () => {
  const twice = db.transaction().execute(async (transaction) => {
    await transaction.insertInto('rows').values({ id: 100, text: '' }).execute();
    await transaction.insertInto('rows').values({ id: 1, text: '' }).execute();
  });
  await expect(twice).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
  expect(await db.selectFrom('rows').select('id').where('id', '=', 100).execute()).toEqual([]);
});

test('others have their turns while a query takes long', async () => {
  const long = sql<{
    n: number;
  }>`with recursive n(n) as (select 1 union all select n + 1 from n where n < 2000000) select count(*) as n from n`;
  async function turnsDuring(work: Promise<unknown>): Promise<number> {
    let [turns, isOver] = [0, false];
    const end = (): void => {
      isOver = true;
    };
    work.then(end, end);
    // eslint-disable-next-line no-unmodified-loop-condition -- `end` does, while the others run
    while (!isOver) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    return turns;
  }
  const here = openSqlite<Schema>(join(folder, 'here.sqlite'), null);
  await here.selectNoFrom(sql`1`.as('one')).execute();
  expect(await turnsDuring(long.execute(db))).toBeGreaterThan(100);
  expect(await turnsDuring(long.execute(here))).toBeLessThan(10);
  await here.destroy();
});

test('a file that is no database is refused', async () => {
  const path = join(folder, 'text.sqlite');
  await writeFile(path, 'this is no database, and never was one; it only has the name of one'.repeat(50));
  const none = openSqliteInThread<Schema>(path, null);
  await expect(none.selectFrom('rows').selectAll().execute()).rejects.toThrow('file is not a database');
  await none.destroy().catch(() => undefined);
});
