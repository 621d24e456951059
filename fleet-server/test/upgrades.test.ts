import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dialectOf } from '../src/store/dialect-of.ts';
import { telemetryMigrations } from '../src/store/migrations/telemetry/index.ts';
import { truthMigrations } from '../src/store/migrations/truth/index.ts';
import { openDatabase } from '../src/store/open-database.ts';
import { danglingIn, fillTables, lostBetween, snapshotOf, tablesOf, type Snapshot } from './filled-tables.ts';
import { onBothStores } from './on-both-stores.ts';

// Every older schema, with data in every table of it, becomes today's. What single migrations mean by it is in migrations.test.ts.

const schemas = { truth: truthMigrations, telemetry: telemetryMigrations };
/** Tables whose rows went into others. */
const gone = ['table role_grants'];
/** Between two schemas from which all that came later is done at once, in one transaction. */
const jumpEvery = 16;

onBothStores(
  (newStore) => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'gatecast-upgrades-'));
    });
    afterAll(async () => rm(folder, { recursive: true, force: true }));

    let files = 0;
    /** A new database, which each call opens at the schema of another day. */
    async function newDatabase(schema: keyof typeof schemas): Promise<(through: number) => Promise<Kysely<never>>> {
      const { GATECAST_TRUTH: url } = await newStore();
      const path = join(folder, `${++files}.sqlite`);
      const onLost = () => undefined;
      const place = url === undefined ? { path, sqliteBinding: null } : { url, schema, hasOneWriter: schema === 'truth', onLost };
      const all = Object.entries<Migration>(schemas[schema]).toSorted(([one], [other]) => (one < other ? -1 : 1));
      return (through) => openDatabase<never>({ ...place, migrations: Object.fromEntries(all.slice(0, through)) });
    }
    const lengths = { truth: Object.keys(truthMigrations).length, telemetry: Object.keys(telemetryMigrations).length };

    test.for(['truth', 'telemetry'] as const)(
      'a row that was written under any older schema is there under every later one, with what it said (%s)',
      { tags: 'long', timeout: 60_000 },
      async (schema) => {
        const open = await newDatabase(schema);
        const lost: string[] = [];
        let before: Snapshot = new Map();
        for (let through = 1; through <= lengths[schema]; through++) {
          const db = await open(through);
          const tables = await tablesOf(db, schema);
          lost.push(...lostBetween(before, await snapshotOf(db, tables)));
          await fillTables(db, tables, through);
          before = await snapshotOf(db, tables);
          // what holds one row at most is one of the two
          for (const [table, rows] of before) expect([table, rows.length > 0]).toEqual([table, true]);
          if (through === lengths[schema]) expect(await danglingIn(db, schema)).toEqual([]);
          await db.destroy();
        }
        expect(lost).toEqual(schema === 'truth' ? gone : []);
      },
    );

    test.for(['truth', 'telemetry'] as const)(
      'a database of an older day comes to today in one go, and has the tables and indexes of one that was made today (%s)',
      { timeout: 60_000 },
      async (schema) => {
        async function shapeOf(db: Kysely<never>): Promise<unknown> {
          const tables = (await tablesOf(db, schema)).map(({ name, columns, references }) => ({ name, columns, references }));
          const byName = (one: { readonly name: string }, other: { readonly name: string }) => one.name.localeCompare(other.name);
          return { tables: tables.toSorted(byName), indexes: await indexesOf(db, schema) };
        }
        const today = await (await newDatabase(schema))(lengths[schema]);
        const shape = await shapeOf(today);
        await today.destroy();
        for (let through = 1; through < lengths[schema]; through += jumpEvery) {
          const open = await newDatabase(schema);
          const older = await open(through);
          const tables = await tablesOf(older, schema);
          for (const generation of [1, 2]) await fillTables(older, tables, generation);
          const before = await snapshotOf(older, tables);
          await older.destroy();
          const db = await open(lengths[schema]);
          const after = await tablesOf(db, schema);
          const lost = lostBetween(before, await snapshotOf(db, after));
          expect([through, lost.filter((what) => !gone.includes(what)), await danglingIn(db, schema)]).toEqual([through, [], []]);
          expect(await shapeOf(db)).toEqual(shape);
          await db.destroy();
        }
      },
    );
  },
  { areEmpty: true },
);

async function indexesOf(db: Kysely<never>, schema: string): Promise<readonly unknown[]> {
  const { rows } =
    dialectOf(db) === 'sqlite'
      ? await sql`select name, sql from sqlite_master where type = 'index' and name not like 'kysely%' order by name`.execute(db)
      : await sql`select indexname, indexdef from pg_indexes where schemaname = ${schema} order by indexname`.execute(db);
  return rows;
}
