import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openSqlite } from '../src/store/open-sqlite.ts';
import { until } from './content-world.ts';

test('what was committed is moved into its database from beside, and all of it is there at the end', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gatecast-checkpoint-'));
  const path = join(folder, 'some.sqlite');
  const wanted = 200;
  try {
    const db = openSqlite<{ notes: { id: number; text: string } }>(path, process.env['GATECAST_SQLITE_BINDING'] ?? null);
    await sql`create table notes (id integer primary key, text text not null)`.execute(db);
    for (let id = 0; id < wanted; id++)
      await db
        .insertInto('notes')
        .values({ id, text: 'x'.repeat(20_000) })
        .execute();
    // the writer itself waits for 64 MiB
    await until('the log is moved', async () => (await stat(path)).size > 2_000_000);
    expect((await db.selectFrom('notes').select('id').execute()).length).toBe(wanted);
    await db.destroy();
    const again = openSqlite<{ notes: { id: number; text: string } }>(path, process.env['GATECAST_SQLITE_BINDING'] ?? null);
    expect((await again.selectFrom('notes').select('id').execute()).length).toBe(wanted);
    await again.destroy();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
