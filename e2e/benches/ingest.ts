import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { FleetWorld } from '../worlds/fleet-world.ts';
import type { ProgramEvent } from '../worlds/program.ts';
import { createPostgres } from '../worlds/services.ts';
import { realPlayers, startRealPlayers, type RealPlayers } from './real-players.ts';
import { named, rounded, type BenchReport } from './report.ts';
import { seedPlayers, simulatedSiteId, startPlayers } from './simulated-fleet.ts';

/** Rows in one transaction of the bare loop. */
const bareRows = 1_000;
const recordColumns = ['playerId', 'chainId', 'sequence', 'screenId', 'itemId', 'fromMs', 'untilMs', 'record'] as const;
type Row = Readonly<Record<string, string | number>>;

/**
 * What players tell, as fast as the server takes it: heartbeats, each after the answer to the one before; play records in signed batches,
 * large ones of a player that was away and single ones of everyday, every fifth batch sent twice, with the server killed in the midst of
 * the large ones. Four real players stand beside them, whose glass is looked at all the while. Whatever the simulated ones told and was acknowledged is counted in the store. Beside it the same rows go into an empty store of the same kind.
 */
export async function ingest({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const size = isQuick
    ? { players: 100, beats: 50, records: 1_000, singles: 20 }
    : { players: 500, beats: 100, records: 2_000, singles: 50 };
  const postgres = await createPostgres({ isDurable: true });
  try {
    const onSqlite = await ingestInto(null, size);
    await postgres.start();
    const onPostgres = await ingestInto(postgres.url, size);
    const figures = { players: size.players, realPlayers, ...named('sqlite', onSqlite.figures), ...named('postgres', onPostgres.figures) };
    const limits = { sqliteBareRecordsPerS: onSqlite.bareRecordsPerS, postgresBareRecordsPerS: onPostgres.bareRecordsPerS };
    const ratios = {
      sqliteRecords: onSqlite.figures.recordsPerS / limits.sqliteBareRecordsPerS,
      postgresRecords: onPostgres.figures.recordsPerS / limits.postgresBareRecordsPerS,
    };
    const isExact = [onSqlite, onPostgres].every(
      ({ figures: { missing, doubled, glassNotAsPlanned } }) => missing === 0 && doubled === 0 && glassNotAsPlanned === 0,
    );
    return { bench: 'ingest', ok: isExact, figures: rounded(figures), limits: rounded(limits), ratios: rounded(ratios) };
  } finally {
    await postgres.kill('SIGQUIT');
    await rm(postgres.folder, { recursive: true, force: true });
  }
}

type Size = { readonly players: number; readonly beats: number; readonly records: number; readonly singles: number };
type Ingested = {
  readonly figures: {
    readonly heartbeatsPerS: number;
    readonly recordsPerS: number;
    readonly singleRecordsPerS: number;
    /** What was acknowledged, and is not there. */
    readonly missing: number;
    /** What is there more often than it was told. */
    readonly doubled: number;
    readonly batchesAgain: number;
    readonly looksAtGlass: number;
    readonly glassNotAsPlanned: number;
  };
  readonly bareRecordsPerS: number;
};

async function ingestInto(telemetry: string | null, size: Size): Promise<Ingested> {
  const world = await FleetWorld.start({ environment: telemetry === null ? {} : { GATECAST_TELEMETRY: telemetry } });
  const store = telemetry === null ? sqliteStore(join(world.folder, 'server', 'telemetry.sqlite')) : await postgresStore(telemetry);
  let real: RealPlayers | null = null;
  try {
    process.stdout.write(`Seeding ${size.players} players, telemetry in ${telemetry === null ? 'SQLite' : 'PostgreSQL'}…\n`);
    await seedPlayers(world, size.players);
    real = await startRealPlayers(world, await simulatedSiteId(world));
    const stopWatching = real.watch();
    // what they tell is stored with the rest, and is no part of what is counted
    const simulated = `"screenId" not in (${real.screenIds.map((id) => `'${id}'`).join(', ')})`;
    const beats = await load(world, size.players, ['--beats', `${size.beats}`]);
    // heartbeats gather for five seconds before they are written
    const screens = await untilCounted(() => store.count(`select count(*) from latest_heartbeats where ${simulated}`), size.players);
    const singles = await load(world, size.players, ['--records', `${size.singles}`, '--batch', '1']);
    const many = await load(world, size.players, ['--records', `${size.records}`]);
    const killed = await load(world, size.players, ['--records', `${size.records}`], async () => {
      await wait(1_000);
      await world.killServer();
      await world.restartServer();
    });
    const told = [singles, many, killed].reduce((sum, { records }) => sum + records, 0);
    const rows = await store.count(`select count(*) from play_records where ${simulated}`);
    const chained = await store.count(
      `select sum("through") from play_chains where "playerId" in (select distinct "playerId" from play_records where ${simulated})`,
    );
    const glass = await stopWatching();
    const figures = {
      ...{ looksAtGlass: glass.looks, glassNotAsPlanned: glass.wrong },
      heartbeatsPerS: beats.heartbeats / beats.seconds,
      recordsPerS: many.records / many.seconds,
      singleRecordsPerS: singles.records / singles.seconds,
      missing: Math.max(0, told - rows) + Math.max(0, told - chained) + Math.max(0, size.players - screens),
      doubled: Math.max(0, rows - told),
      batchesAgain: singles.batchesAgain + many.batchesAgain + killed.batchesAgain,
    };
    await real.stop();
    await world.server.stop();
    const ingested = { figures, bareRecordsPerS: await store.bareRate() };
    process.stdout.write(`${JSON.stringify(ingested)}\n`);
    return ingested;
  } finally {
    await real?.stop();
    await store.close();
    await world.stop();
  }
}

type Told = { readonly heartbeats: number; readonly records: number; readonly batchesAgain: number; readonly seconds: number };

async function load(world: FleetWorld, players: number, more: readonly string[], meanwhile = async () => undefined as void): Promise<Told> {
  const program = startPlayers(world, players, ['--ramp', '2', ...more]);
  try {
    await program.event(({ event }) => event === 'connected', `${players} players`, 120_000);
    await meanwhile();
    const told: ProgramEvent = await program.event(({ event }) => event === 'load-told', 'the load told', 900_000);
    const seconds = (Number(told['lastAtMs']) - Number(told['firstAtMs'])) / 1_000;
    return {
      heartbeats: Number(told['heartbeats']),
      records: Number(told['records']),
      batchesAgain: Number(told['batchesAgain']),
      seconds,
    };
  } finally {
    await program.stop();
  }
}

type Store = {
  readonly count: (query: string) => Promise<number>;
  /** Rows per second of a loop that puts the stored play records into an empty table like theirs, a thousand in a transaction. */
  readonly bareRate: () => Promise<number>;
  readonly close: () => Promise<void>;
};

function sqliteStore(path: string): Store {
  // the server makes the file
  const open = () => new DatabaseSync(path);
  return {
    async count(query) {
      const db = open();
      const count = Number(Object.values(db.prepare(query).get() ?? {})[0] ?? 0);
      db.close();
      return count;
    },
    async bareRate() {
      const db = open();
      const rows = db.prepare(`select ${recordColumns.join(', ')} from play_records`).all() as Row[];
      const tables = db.prepare("select sql from sqlite_master where tbl_name = 'play_records' and sql is not null").all() as Row[];
      db.close();
      const bare = new DatabaseSync(`${path}.bare`);
      bare.exec('pragma journal_mode = WAL; pragma synchronous = FULL');
      for (const { sql } of tables) bare.exec(String(sql));
      const insert = bare.prepare(
        `insert into play_records (${recordColumns.join(', ')}) values (${recordColumns.map(() => '?').join(', ')})`,
      );
      const beganMs = performance.now();
      for (const piece of pieces(rows)) {
        bare.exec('begin');
        for (const row of piece) insert.run(...valuesOf(row));
        bare.exec('commit');
      }
      bare.close();
      return rows.length / ((performance.now() - beganMs) / 1_000);
    },
    close: async () => undefined,
  };
}

async function postgresStore(url: string): Promise<Store> {
  const client = new Client({ connectionString: url, options: '-c search_path=telemetry' });
  await client.connect();
  return {
    count: async (query) => Number(Object.values((await client.query(query)).rows[0] ?? {})[0] ?? 0),
    async bareRate() {
      const columns = recordColumns.map((column) => `"${column}"`).join(', ');
      const rows: Row[] = (await client.query(`select ${columns} from play_records`)).rows;
      await client.query('create table bare_records (like play_records including all)');
      const beganMs = performance.now();
      for (const piece of pieces(rows)) {
        const places = piece.map(
          (_, n) => `(${recordColumns.map((__, column) => `$${n * recordColumns.length + column + 1}`).join(', ')})`,
        );
        await client.query(`insert into bare_records (${columns}) values ${places.join(', ')}`, piece.flatMap(valuesOf));
      }
      return rows.length / ((performance.now() - beganMs) / 1_000);
    },
    close: async () => client.end(),
  };
}

function valuesOf(row: Row): (string | number)[] {
  return recordColumns.map((column) => row[column] ?? '');
}

function pieces(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / bareRows) }, (_, n) => rows.slice(n * bareRows, (n + 1) * bareRows));
}

/** The count when it has come to `wanted`, or what it is after half a minute. */
async function untilCounted(count: () => Promise<number>, wanted: number): Promise<number> {
  for (const endMs = performance.now() + 30_000; ; await wait(500)) {
    const found = await count();
    if (found >= wanted || performance.now() > endMs) return found;
  }
}
