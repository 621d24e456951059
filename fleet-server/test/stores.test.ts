import { emptyChainHead, payloadTypes, type PlayRecord } from '@gatecast/protocol';
import { signDocument } from '@gatecast/signing';
import { sql, type Kysely } from 'kysely';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headAfter } from '../src/features/link/play-chain.ts';
import { createPlayRecordWriter } from '../src/features/link/store-play-records.ts';
import { telemetryMigrations } from '../src/store/migrations/telemetry/index.ts';
import { truthMigrations } from '../src/store/migrations/truth/index.ts';
import { openDatabase } from '../src/store/open-database.ts';
import type { TelemetrySchema } from '../src/store/telemetry-schema.ts';
import type { TruthSchema } from '../src/store/truth-schema.ts';
import { postgresPrograms, startPostgres, type PostgresCluster } from './postgres-cluster.ts';
import { deviceKey } from './test-device.ts';

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
  const postgres = await openDatabase<never>({ url: await cluster.createDatabase(), schema, hasOneWriter: true, onLost, migrations });
  expect(await postgresColumns(postgres)).toEqual(await sqliteColumns(sqlite));
  await sqlite.destroy();
  await postgres.destroy();
});

const onLost = () => undefined;
const kinds = ['sqlite', 'postgres'] as const;
/** Two handles on one truth and one telemetry: on PostgreSQL two nodes. */
async function openTwice(kind: (typeof kinds)[number]) {
  if (kind === 'sqlite') {
    const at = { sqliteBinding: null };
    const name = (schema: string) => join(folder, `twice-${schema}.sqlite`);
    const truth = await openDatabase<TruthSchema>({ ...at, path: name('truth'), migrations: truthMigrations });
    const telemetry = await openDatabase<TelemetrySchema>({
      ...at,
      path: name('telemetry'),
      isInThread: true,
      migrations: telemetryMigrations,
    });
    return { truths: [truth, truth], telemetries: [telemetry, telemetry] } as const;
  }
  const url = await cluster.createDatabase();
  const openTruth = () => openDatabase<TruthSchema>({ url, schema: 'truth', hasOneWriter: true, onLost, migrations: truthMigrations });
  const openTelemetry = () =>
    openDatabase<TelemetrySchema>({ url, schema: 'telemetry', hasOneWriter: false, onLost, migrations: telemetryMigrations });
  // nodes that start at once on an empty database find one another in the middle of the migrations
  const truths = await Promise.all([openTruth(), openTruth()]);
  const telemetries = await Promise.all([openTelemetry(), openTelemetry()]);
  return { truths, telemetries } as const;
}

test.for(kinds)('who reads the last number in a transaction may write the next one, whoever else does (%s)', async (kind, context) => {
  if (kind === 'postgres' && !hasPostgres) return context.skip('this machine has no PostgreSQL');
  const { truths, telemetries } = await openTwice(kind);
  await truths[0]
    .insertInto('publications')
    .values({
      id: 'p',
      note: '',
      publishedBy: 'u',
      publishedAtMs: 1,
      unchangedCount: 0,
      refused: '[]',
      source: '{"kind":"drafts"}',
      activateAtMs: null,
      withdrawnById: null,
    })
    .execute();
  async function numberOnce(truth: Kysely<TruthSchema>): Promise<number> {
    return truth.transaction().execute(async (transaction) => {
      const last = await transaction.selectFrom('portal_releases').select('number').orderBy('number', 'desc').executeTakeFirst();
      const number = (last?.number ?? 0) + 1;
      await transaction
        .insertInto('portal_releases')
        .values({ number, publicationId: 'p', basis: '', document: '', servedFromMs: 0 })
        .execute();
      return number;
    });
  }
  const numbers = await Promise.all(Array.from({ length: 30 }, (_, index) => numberOnce(truths[index % 2 === 0 ? 0 : 1])));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  for (const db of new Set([...truths, ...telemetries])) await db.destroy();
});

test.for(kinds)('play records that reach two nodes at once are stored exactly once (%s)', async (kind, context) => {
  if (kind === 'postgres' && !hasPostgres) return context.skip('this machine has no PostgreSQL');
  const { truths, telemetries } = await openTwice(kind);
  const key = deviceKey();
  const player = { playerId: '0190a000-0000-7000-8000-0000000000b1', screenId: 's', siteId: 't', publicKey: key.publicKey };
  const records: readonly PlayRecord[] = [1, 2, 3].map((sequence) => recordOf(sequence));
  const head = records.reduce(headAfter, emptyChainHead);
  const batch = {
    version: 1,
    type: 'play-records',
    playerId: player.playerId,
    chainId: '0190a000-0000-7000-8000-0000000000c1',
    previous: emptyChainHead,
    head,
    records,
  };
  const message = signDocument(payloadTypes.playRecords, batch, [key]);
  const nodes = telemetries.map(createPlayRecordWriter);
  const answers = await Promise.all(Array.from({ length: 12 }, async (_, index) => nodes[index % 2]?.put(player, message, 1_000)));
  expect(answers.map((stored) => stored?.answer)).toEqual(answers.map(() => ({ kind: 'stored', through: 3 })));
  expect(answers.reduce((sum, stored) => sum + (stored?.storedCount ?? 0), 0)).toBe(3);
  expect(await telemetries[0].selectFrom('play_records').select(['sequence', 'fromMs']).orderBy('sequence').execute()).toEqual(
    records.map(({ sequence, fromMs }) => ({ sequence, fromMs })),
  );
  for (const db of new Set([...truths, ...telemetries])) await db.destroy();
});

function recordOf(sequence: number): PlayRecord {
  const times = { fromMs: sequence * 10, untilMs: sequence * 10 + 10, ended: 'completed', clock: 'synced' } as const;
  return { sequence, releaseNumber: 1, entryId: 'entry', regionId: 'main', itemId: 'item', languages: ['vi'], ...times };
}
