import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyChainHead, type Alert } from '@gatecast/protocol';
import { nameOfBytes } from '@gatecast/signing';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { headAfter } from '../src/agent/record-keeper.ts';
import { migrations, type Migration } from '../src/agent/store/migrations.ts';
import { noteSuspect, openSoundStore } from '../src/agent/store/open-sound-store.ts';
import { versionOf } from '../src/agent/store/open-store.ts';
import { recordStore } from '../src/agent/store/record-store.ts';
import { salvageRecords } from '../src/agent/store/salvage-records.ts';
import type { Exposure } from '../src/bridge/bridge.ts';
import { insideAgent, type InsideAgent } from './support/inside-agent.ts';
import { makeRelease } from './support/make-release.ts';
import { seededRandom } from './support/seeded-random.ts';
import { testServer, type TestServer } from './support/test-server.ts';

// A player that has been at work: paired, with a release, an alert and play records; its folder as a kill would leave it. The tests
// damage copies of it. A server that nobody answers at is what a cut network looks like.
const nobody = 'http://127.0.0.1:9';
const film = { bytes: randomBytes(40_000), mime: 'video/mp4' } as const;
const filmName = nameOfBytes(film.bytes);
const alert: Alert = {
  ...{ id: 'alert-1', revision: 1, status: 'actual', severity: 'extreme', urgency: 'immediate', style: 'full-screen' },
  ...{ targets: { areaIds: [], screenIds: [] }, effectiveMs: Date.now(), expiresMs: Date.now() + 3_600_000, languages: ['vi'] },
  ...{ texts: { vi: { headline: 'Sơ tán', instruction: 'Đi theo nhân viên' } }, approvals: [] },
};
let root: string;
let grown: string;
let server: TestServer;
let whole: ReturnType<InsideAgent['handed']>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'gatecast-damage-'));
  grown = join(root, 'grown');
  server = await testServer();
  // what is looked for later are records that no server has stored
  server.answerRecords(() => ({ kind: 'stored', through: 0 }));
  const { agent, handed } = await insideAgent(server.url, join(root, 'alive'));
  await server.until(server.isDeviceWaiting);
  await server.enrol();
  await server.until(server.isPlayerConnected);
  server.offer(makeRelease(100, { notices: ['Xin chào', 'Cổng 12'], media: [film] }, server.assembly), 100);
  server.raise(7, [alert]);
  await server.until(() => server.seen.reports.some(({ state }) => state === 'active') && server.seen.receipts.length > 0);
  agent
    .openPort({ send: () => undefined, close: () => undefined })
    .receive({ kind: 'exposures', stageId: 'stage-1', exposures: exposures(1, 40) });
  await server.until(() => server.seen.heartbeats.length > 0);
  // records are written in groups, a moment after the stage has told of what was shown
  await vi.waitFor(() => {
    const beside = new Database(database(join(root, 'alive')), { readonly: true });
    try {
      expect(recordCount(beside)).toBe(40);
    } finally {
      beside.close();
    }
  }, 20_000);
  const written = ['copies/release', 'copies/alert-state', 'copies/root'];
  await vi.waitFor(() => expect(written.filter((name) => !existsSync(join(root, 'alive', `${name}.json`)))).toEqual([]), 20_000);
  // there is a file from the beginning on, and the one of the release comes a moment after what it says
  const onDisk = (part: string): unknown => JSON.parse(readFileSync(join(root, 'alive/handover', `${part}.json`), 'utf8'));
  await vi.waitFor(() => {
    const { alerts, release } = handed();
    // what is left of an alert is another at every look
    expect([onDisk('alerts'), onDisk('release')]).toEqual([{ ...alerts, lives: expect.anything() as unknown }, release]);
  }, 20_000);
  whole = handed();
  // a killed player leaves its log beside the database, which is what most of its last hours is in
  cpSync(join(root, 'alive'), grown, { recursive: true });
  await agent.stop();
  await server.close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function exposures(from: number, through: number): Exposure[] {
  const said = { releaseNumber: 100, entryId: 'always', regionId: 'main', itemId: 'notice-0', languages: ['vi'] };
  return Array.from({ length: through - from + 1 }, (_, index) => ({
    ...{ ...said, sequence: from + index, fromMs: (from + index) * 1_000, untilMs: (from + index) * 1_000 + 900 },
    ...{ ended: 'completed' as const, clock: 'synced' as const },
  }));
}
/** A copy of the grown player's folder, damaged. */
function damaged(name: string, damage: (folder: string) => void): string {
  const folder = join(root, name);
  cpSync(grown, folder, { recursive: true });
  damage(folder);
  return folder;
}
/** What the glass is told, without the revisions that count within one life of an agent. */
function glass({ alerts, release }: ReturnType<InsideAgent['handed']>) {
  return { alertRevision: alerts.alertRevision, alerts: alerts.alerts, release: release.release };
}
const placeOf = (folder: string) => ({ file: database(folder), setAsideFolder: join(folder, 'set-aside'), nativeBinding: undefined });
const database = (folder: string) => join(folder, 'player.sqlite');
function flip(file: string, positions: readonly number[], random: () => number): void {
  const bytes = readFileSync(file);
  for (const position of positions) bytes[position] = (bytes[position] ?? 0) ^ (1 << Math.floor(random() * 8));
  writeFileSync(file, bytes);
}
const recordCount = (store: Database.Database) => store.prepare<[], number>('SELECT count(*) FROM records').pluck().get();
/** Everything into the database file itself, as SQLite does every thousand pages. */
function checkpointed(folder: string): void {
  const store = new Database(database(folder));
  store.pragma('wal_checkpoint(TRUNCATE)');
  store.close();
}

test('bits flipped anywhere in the database or its log leave a player that shows what it showed', async () => {
  const seed = Number(process.env['GATECAST_SEED'] ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const random = seededRandom(seed);
  const outcomes = { healed: 0, setAside: 0 };
  let isAtHeads = false;
  /** Anywhere, or in the head of a page, where SQLite keeps what holds its trees together. */
  const placeIn = (size: number): number => {
    const place = Math.floor(random() * size);
    return isAtHeads ? place - (place % 4_096) + (place % 12) : place;
  };
  for (let round = 0; round < Number(process.env['GATECAST_ROUNDS'] ?? 40); round++) {
    const folder = damaged(`flip-${round}`, () => undefined);
    if (round % 3 > 0) checkpointed(folder);
    const file = round % 3 > 0 ? database(folder) : `${database(folder)}-wal`;
    const { size } = statSync(file);
    isAtHeads = round % 4 === 1;
    flip(
      file,
      Array.from({ length: 1 + Math.floor(random() * 4) }, () => placeIn(size)),
      random,
    );
    const inside = await insideAgent(nobody, folder);
    expect({ seed, round, ...glass(inside.handed()) }).toEqual({ seed, round, ...glass(whole) });
    await inside.agent.stop();
    outcomes[existsSync(join(folder, 'set-aside')) ? 'setAside' : 'healed']++;
    rmSync(folder, { recursive: true });
  }
  // both ways must have been gone, or the test has not looked
  expect([outcomes.healed > 0, outcomes.setAside > 0]).toEqual([true, true]);
}, 600_000);

test('a bit flipped in any file of the data folder leaves a player that shows what it showed, knows who it is, and tells a broken film from a whole one', async () => {
  const seed = Number(process.env['GATECAST_SEED'] ?? Date.now() % 1_000_000);
  const random = seededRandom(seed);
  const files = readdirSync(grown, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(grown, name)).isFile());
  const identity = readFileSync(join(grown, 'identity.json'), 'utf8');
  // the walk must have met each kind of file there is
  const kinds = ['identity.json', 'player.sqlite-wal', 'articles.sqlite', 'copies/root.json', 'handover/release.json', `media/${filmName}`];
  expect(kinds.filter((name) => !files.includes(name))).toEqual([]);
  for (const name of files) {
    for (let round = 0; round < 3; round++) {
      const folder = damaged(`any-${round}`, (at) => flip(join(at, name), [Math.floor(random() * statSync(join(at, name)).size)], random));
      const inside = await insideAgent(nobody, folder);
      expect({ seed, name, ...glass(inside.handed()) }).toEqual({ seed, name, ...glass(whole) });
      if (name.startsWith('media/'))
        await vi.waitFor(() => expect(Object.keys(inside.handed().release.release?.documents ?? {})).toHaveLength(2), 20_000);
      await inside.agent.stop();
      expect({ name, identity: readFileSync(join(folder, 'identity.json'), 'utf8') }).toEqual({ name, identity });
      rmSync(folder, { recursive: true });
    }
  }
}, 120_000);

test.each([
  ['half of the database', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  ['a file cut in the middle of a page', (file: string) => truncateSync(file, 10_000)],
  ['an empty file', (file: string) => truncateSync(file, 0)],
  ['zeros', (file: string) => writeFileSync(file, Buffer.alloc(statSync(file).size))],
  ['something else', (file: string) => writeFileSync(file, randomBytes(50_000))],
  ['no file', (file: string) => rmSync(file)],
])('a player that finds %s where its database was shows what it showed and keeps who it is', async (name, damage) => {
  const folder = damaged(`whole-${name}`, () => undefined);
  checkpointed(folder);
  damage(database(folder));
  const before = readFileSync(join(folder, 'identity.json'), 'utf8');
  const inside = await insideAgent(nobody, folder);
  expect(glass(inside.handed())).toEqual(glass(whole));
  expect(inside.handed().device.pairing).toBe(null);
  await inside.agent.stop();
  expect(readFileSync(join(folder, 'identity.json'), 'utf8')).toBe(before);
});

test('of a player whose database and signed copy are both lost the stage goes on with what was handed over last', async () => {
  const folder = damaged('both-lost', (at) => {
    for (const ending of ['', '-wal', '-shm']) rmSync(`${database(at)}${ending}`, { force: true });
    rmSync(join(at, 'copies/release.json'));
  });
  const inside = await insideAgent(nobody, folder);
  expect(glass(inside.handed())).toEqual(glass(whole));
  await inside.agent.stop();
});

test('a player whose log was lost does not give numbers of records a second time: it begins a new chain and carries over what was not sent', () => {
  const folder = damaged('log-lost', (at) => {
    const file = database(at);
    const clean = openSoundStore(placeOf(at));
    const records = recordStore(clean.store, headAfter);
    records.markStored(30, 0);
    const first = records.waiting(200);
    clean.close();
    // in use again, then killed; the disk kept the file and lost the log
    rmSync(`${file}.clean`);
    expect([first?.records[0]?.sequence, existsSync(`${file}-wal`)]).toEqual([31, false]);
  });
  const opened = openSoundStore(placeOf(folder));
  const before = recordStore(opened.store, headAfter).waiting(200);
  expect([opened.lost, opened.damage]).toEqual(['end', null]);
  const records = recordStore(opened.store, headAfter);
  records.beginNewChain();
  const run = records.waiting(200);
  expect([run?.previous, run?.records.map(({ sequence, fromMs }) => [sequence, fromMs])]).toEqual([
    emptyChainHead,
    Array.from({ length: 10 }, (_, index) => [index + 1, (31 + index) * 1_000]),
  ]);
  expect(run?.chainId === before?.chainId).toBe(false);
  opened.close();
  expect(openSoundStore(placeOf(folder)).lost).toBe('nothing');
});

test('a migration keeps a copy of what was there, and the copy is used when what it made does not open', () => {
  const folder = damaged('migration', () => undefined);
  let tries = 0;
  // the first time it makes something else on disk than it says that it makes
  const half: Migration = {
    name: 'half',
    run: (store) => void store.exec(!store.memory && ++tries === 1 ? 'CREATE TABLE half (n)' : 'CREATE TABLE sound (n)'),
  };
  const migrated = openSoundStore({ ...placeOf(folder), steps: [...migrations, half] });
  expect([tries, recordCount(migrated.store), versionOf(migrated.store), migrated.damage]).toEqual([
    ...[2, 40, migrations.length + 1],
    'the tables are not those of this version',
  ]);
  migrated.close();
  expect(new Database(`${database(folder)}.was`, { readonly: true }).pragma('user_version', { simple: true })).toBe(migrations.length);
  // the software is put back: it cannot read the new tables, and goes on with the copy
  const back = openSoundStore(placeOf(folder));
  expect([back.damage, recordCount(back.store)]).toEqual([`is of version ${migrations.length + 1}, newer than this software`, 40]);
  back.close();
});

test('play records that were not sent are carried over from a damaged database, as far as its pages can be read', async () => {
  const random = seededRandom(11);
  const carried: number[] = [];
  for (let round = 0; round < 12; round++) {
    const folder = damaged(`salvage-${round}`, checkpointed);
    const page = Math.floor(random() * (statSync(database(folder)).size / 4_096 - 1)) + 1;
    const bytes = readFileSync(database(folder));
    bytes.fill(0xff, page * 4_096, (page + 1) * 4_096);
    writeFileSync(database(folder), bytes);
    const inside = await insideAgent(nobody, folder);
    expect(glass(inside.handed())).toEqual(glass(whole));
    await inside.agent.stop();
    const opened = openSoundStore(placeOf(folder));
    const run = recordStore(opened.store, headAfter).waiting(200);
    opened.close();
    const sequences = run?.records.map(({ sequence }) => sequence) ?? [];
    expect(sequences).toEqual(Array.from({ length: sequences.length }, (_, index) => index + 1));
    carried.push(sequences.length);
  }
  // one page of many: most of them hold none of the 40 records, and none of them holds all
  expect(carried.filter((count) => count === 40).length >= 6).toBe(true);
});

test('a flipped bit that leads back to records that were read does not hold the player up', () => {
  const folder = damaged('in-circles', checkpointed);
  const bytes = readFileSync(database(folder));
  // the last record's number becomes 2, wherever a page holds its row: the number, then a head of seven bytes that begins with a NULL
  const row = Buffer.from([40, 7, 0]);
  for (let place = bytes.indexOf(row); place >= 0; place = bytes.indexOf(row, place + 1)) bytes[place] = 2;
  writeFileSync(database(folder), bytes);
  const found = new Database(database(folder), { readonly: true });
  expect(found.prepare('SELECT sequence FROM records WHERE sequence > 39').pluck().get()).toBe(2);
  found.close();
  expect(salvageRecords(database(folder), undefined, headAfter).map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: 39 }, (_, index) => index + 1),
  );
});

test('damaged databases are kept for the technician, the last three', async () => {
  const folder = damaged('bounded', checkpointed);
  for (let round = 0; round < 5; round++) {
    writeFileSync(database(folder), `not a database ${round}`);
    const inside = await insideAgent(nobody, folder);
    expect(inside.events.filter(({ event }) => event === 'trouble')).toMatchObject([{ where: 'store' }]);
    await inside.agent.stop();
  }
  const kept = readdirSync(join(folder, 'set-aside')).filter((name) => !name.endsWith('-shm') && !name.endsWith('-wal'));
  expect(kept.toSorted()).toEqual(['player.sqlite.3', 'player.sqlite.4', 'player.sqlite.5']);
});

test('a database seen damaged in use is set aside by the next start', () => {
  const folder = damaged('suspect', () => undefined);
  noteSuspect(database(folder), 'database disk image is malformed');
  const opened = openSoundStore(placeOf(folder));
  expect([opened.damage, opened.lost]).toEqual(['database disk image is malformed', 'everything']);
  opened.close();
  expect(openSoundStore(placeOf(folder)).damage).toBe(null);
});
