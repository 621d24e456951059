import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Receipt } from '@gatecast/protocol';
import { generateSeed, signingKeyOf } from '@gatecast/signing';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSoundStore } from '../src/agent/store/open-sound-store.ts';
import { commandStore } from '../src/agent/store/command-store.ts';
import { receiptStore } from '../src/agent/store/receipt-store.ts';
import { releaseStore } from '../src/agent/store/release-store.ts';
import { StoreDamage } from '../src/agent/store/store-damage.ts';
import { insideAgent } from './support/inside-agent.ts';
import { makeRelease } from './support/make-release.ts';
import { testServer } from './support/test-server.ts';

// What is done row by row until none is left must end where a damaged database shows a row for ever.
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-rows-'));
  file = join(folder, 'player.sqlite');
  openSoundStore({ file, setAsideFolder: join(folder, 'set-aside'), nativeBinding: undefined }).close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Works on the database, and leaves all of it in its file. */
function withStore<Result>(work: (store: Database.Database) => Result): Result {
  const store = new Database(file);
  try {
    return work(store);
  } finally {
    store.pragma('wal_checkpoint(TRUNCATE)');
    store.close();
  }
}

test('a receipt that a flipped bit took out of its index is damage when it cannot be marked, not sent for ever', () => {
  const receipt: Receipt = { ...{ alertId: 'alert-1', alertRevision: 1, kind: 'received', stateRevision: 7 }, atMs: 5, display: 'unknown' };
  withStore((store) => receiptStore(store).add([receipt]));
  const bytes = readFileSync(file);
  // the row of the table, which alone holds the display
  const row = bytes.indexOf('unknown') - 40;
  bytes.write('alert-7', bytes.indexOf('alert-1', row));
  writeFileSync(file, bytes);
  withStore((store) => {
    const receipts = receiptStore(store);
    expect(receipts.waiting()).toEqual([{ ...receipt, alertId: 'alert-7' }]);
    expect(() => receipts.markStored(receipts.waiting(), 9)).toThrow(StoreDamage);
  });
});

test("an order's end that a flipped bit gave to another order is forgotten", () => {
  withStore((store) => {
    const commands = commandStore(store);
    commands.accept('command-1', { payloadType: 't', payload: '', signatures: [] }, 'life', 5);
    commands.end({ commandId: 'command-1', acceptedAtMs: 5, endedAtMs: 6, end: { kind: 'failed', detail: '' } });
    expect(commands.unreported()).toHaveLength(1);
    store.prepare("UPDATE commands SET report = replace(report, 'command-1', 'command-3')").run();
    expect([commands.unreported(), commands.of('command-1'), commands.reported('command-1', 7)]).toEqual([[], null, false]);
  });
});

test('steps that change nothing say so: nobody goes on from them as if they had', () => {
  withStore((store) => {
    const releases = releaseStore(store);
    expect(() => releases.activate(100, 5)).toThrow(StoreDamage);
    expect(() => releases.dropReport(3)).toThrow(StoreDamage);
    expect([releases.prepared(100, 5), releases.forget(['a'], ['b']), releases.reports()]).toEqual([false, 0, []]);
  });
});

test('a player that lost its active release does not ask again and again for the one before, which it plays', async () => {
  const server = await testServer({ assembly: signingKeyOf(generateSeed()) });
  const made = (number: number) => makeRelease(number, { notices: [`Cổng ${number}`] }, server.assembly);
  const data = join(folder, 'data');
  const isActive = (number: number) => () => server.seen.reports.some((report) => report.number === number && report.state === 'active');
  let inside = await insideAgent(server.url, data);
  await server.until(server.isDeviceWaiting);
  await server.enrol();
  await server.until(server.isPlayerConnected);
  for (const number of [100, 101]) {
    server.offer(made(number), number);
    await server.until(isActive(number));
  }
  await inside.agent.stop();
  file = join(data, 'player.sqlite');
  const own = [...made(101).objects.keys()].filter((name) => !made(100).objects.has(name));
  withStore((store) => own.map((name) => store.prepare('DELETE FROM objects WHERE name = ?').run(name)));
  rmSync(join(data, 'copies/release.json'));
  // restored from a backup, or replaying what it once signed
  server.offer(made(100), 100);
  const asked = server.seen.releaseAsks;
  const beats = server.seen.heartbeats.length;
  inside = await insideAgent(server.url, data);
  try {
    await server.until(() => server.seen.heartbeats.length > beats + 2);
    expect([inside.handed().release.release?.number, server.seen.releaseAsks - asked < 5]).toEqual([100, true]);
    server.offer(made(102), 102);
    await server.until(isActive(102));
  } finally {
    await inside.agent.stop();
    await server.close();
  }
});
