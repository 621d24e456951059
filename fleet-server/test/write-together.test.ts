import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { createReceiptWriter } from '../src/features/alerts/receipt-writer.ts';
import { createLinkMetrics } from '../src/features/link/link-metrics.ts';
import { createPlayRecordWriter } from '../src/features/link/store-play-records.ts';
import { up as makePlayers } from '../src/store/migrations/telemetry/0001-players.ts';
import { up as makePlayHours } from '../src/store/migrations/telemetry/0480-play-hours.ts';
import { up as countAlerts } from '../src/store/migrations/telemetry/0620-alerts-in-numbers.ts';
import type { TelemetrySchema } from '../src/store/telemetry-schema.ts';
import { playBatch } from './play-batch.ts';
import { deviceKey } from './test-device.ts';

const crowd = 200;

async function openTelemetry() {
  let commits = 0;
  const db = new Kysely<TelemetrySchema>({
    dialect: new SqliteDialect({ database: new Database(':memory:') }),
    log: ({ query }) => void (commits += query.sql === 'commit' ? 1 : 0),
  });
  // a migration knows no schema, as that of today is not the one it was written for
  for (const up of [makePlayers, makePlayHours, countAlerts]) await up(db as unknown as Kysely<never>);
  return { db, commits: () => commits };
}

/** Runs `take` a number of times as sockets do that have something at once: a turn each, and nobody waits for the one before. */
async function arriveAtOnce<T>(take: (n: number) => Promise<T>): Promise<readonly T[]> {
  const { port1, port2 } = new MessageChannel();
  const taken: Promise<T>[] = [];
  port2.on('message', (n: number) => {
    taken.push(take(n));
    if (taken.length === crowd) port2.close();
  });
  for (let n = 0; n < crowd; n++) port1.postMessage(n);
  await once(port2, 'close');
  return Promise.all(taken);
}

test('receipts of two hundred players that come at once wait for the disk together', async () => {
  const { db, commits } = await openTelemetry();
  const writer = createReceiptWriter({ db, metrics: createLinkMetrics(new Registry()) });
  const row = { alertId: 'a', alertRevision: 1, kind: 'received', screenId: 's', stateRevision: 1, atMs: 1, display: 'unknown' } as const;
  await arriveAtOnce((n) => writer.write([{ ...row, playerId: `p${n}`, receivedAtMs: 1, document: '{}' }]));
  expect((await db.selectFrom('receipts').select('playerId').execute()).length).toBe(crowd);
  expect(commits()).toBeLessThan(crowd / 10);
});

test('play records of two hundred players wait together, and a batch that no table takes keeps out nobody', async () => {
  const { db, commits } = await openTelemetry();
  const writer = createPlayRecordWriter(db);
  const players = Array.from({ length: crowd }, (_, n) => ({ playerId: `p${n}`, key: deviceKey() }));
  // a row that stands where no chain says so, as after a damaged disk
  const [damaged] = players;
  await db
    .insertInto('play_records')
    .values({ playerId: 'p0', chainId: chainIdOf(damaged), sequence: 1, screenId: 's', itemId: 'i', fromMs: 1, untilMs: 2, record: '{}' })
    .execute();
  const answers = await arriveAtOnce(async (n) => {
    const player = players[n];
    if (player === undefined) throw new Error('nobody');
    const linked = { playerId: player.playerId, screenId: 's', siteId: 't', publicKey: player.key.publicKey };
    return writer.put(linked, playBatch(player, 1, 2), 1).then(
      ({ answer }) => answer.kind,
      () => 'failed',
    );
  });
  expect(answers).toEqual(players.map(({ playerId }) => (playerId === 'p0' ? 'failed' : 'stored')));
  expect((await db.selectFrom('play_records').select('playerId').execute()).length).toBe(1 + 2 * (crowd - 1));
  expect(commits()).toBeLessThan(crowd / 2);
});

function chainIdOf(player: Parameters<typeof playBatch>[0] | undefined): string {
  if (player === undefined) throw new Error('nobody');
  return JSON.parse(Buffer.from(playBatch(player, 1, 1).payload, 'base64').toString('utf8')).chainId;
}
