import { sql, type Kysely } from 'kysely';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { telemetryMigrations } from '../src/store/migrations/telemetry/index.ts';
import { truthMigrations } from '../src/store/migrations/truth/index.ts';
import { openDatabase } from '../src/store/open-database.ts';
import { postgresPrograms, startPostgres, type PostgresCluster } from './postgres-cluster.ts';

// What the server promises of its stores must hold on both databases alike.

let cluster: PostgresCluster;
let folder: string;
const hasPostgres = postgresPrograms() !== null;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-stores-'));
  if (hasPostgres) cluster = await startPostgres();
});
afterAll(async () => {
  if (hasPostgres) await cluster.close();
  await rm(folder, { recursive: true, force: true });
});

type Column = { readonly table: string; readonly name: string; readonly type: string; readonly isRequired: boolean };

async function sqliteColumns(db: Kysely<never>): Promise<readonly Column[]> {
  const { rows } = await sql<{ table: string; name: string; type: string; required: number; key: number }>`
    select m.name as "table", c.name as name, lower(c.type) as type, c."notnull" as required, c.pk as key
    from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite%' and m.name not like 'kysely%'
    order by m.name, c.name`.execute(db);
  const types: Readonly<Record<string, string>> = { integer: 'bigint', blob: 'bytea', date: 'text' };
  return rows.map(({ table, name, type, required, key }) => ({
    ...{ table, name, type: types[type] ?? type, isRequired: required === 1 || key > 0 },
  }));
}
async function postgresColumns(db: Kysely<never>): Promise<readonly Column[]> {
  const { rows } = await sql<{ table: string; name: string; type: string; nullable: string }>`
    select table_name as "table", column_name as name, data_type as type, is_nullable as nullable from information_schema.columns
    where table_schema = current_schema() and table_name not like 'kysely%'
    order by table_name collate "C", column_name collate "C"`.execute(db);
  return rows.map(({ table, name, type, nullable }) => ({ table, name, type, isRequired: nullable === 'NO' }));
}

test.for([
  ['truth', truthMigrations],
  ['telemetry', telemetryMigrations],
] as const)('the migrations of %s make the same tables on both databases', async ([schema, migrations], context) => {
  if (!hasPostgres) return context.skip('this machine has no PostgreSQL');
  const sqlite = await openDatabase<never>({ path: join(folder, `${schema}.sqlite`), sqliteBinding: null, migrations });
  const onLost = () => undefined;
  const postgres = await openDatabase<never>({ url: await cluster.createDatabase(), schema, hasOneWriter: true, onLost, migrations });
  expect(await postgresColumns(postgres)).toEqual(await sqliteColumns(sqlite));
  await sqlite.destroy();
  await postgres.destroy();
});
