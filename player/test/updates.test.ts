import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { payloadTypes } from '@gatecast/protocol';
import { generateSeed, nameOfBytes, signDocument, signingKeyOf } from '@gatecast/signing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { insideAgent, type InsideAgent } from './support/inside-agent.ts';
import { lyingOrigin } from './support/lying-origin.ts';
import { makeRelease } from './support/make-release.ts';
import { smallDisk } from './support/small-disk.ts';
import { testServer, type TestServer } from './support/test-server.ts';

// How a package of the software is fetched: as media are, by the rules of the site. A real agent and a real server; what becomes of the package
// is in `glass/packages.test.ts`.

const MiB = 1024 * 1024;
const software = signingKeyOf(generateSeed());
let folder: string;
let server: TestServer;
let inside: InsideAgent | null;
const ends: (() => unknown)[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-updates-'));
  server = await testServer({ software });
  inside = null;
});
afterEach(async () => {
  await inside?.agent.stop();
  await server.close();
  for (const end of ends.splice(0).toReversed()) await end();
  rmSync(folder, { recursive: true, force: true });
});

type Downloads = NonNullable<Parameters<typeof insideAgent>[2]>;
const settings = { checkMs: 1_000, healthMs: 60_000, patienceMs: 60_000, linkPatienceMs: 60_000 };
type Host = NonNullable<Parameters<typeof insideAgent>[5]>;
async function started(downloads: Downloads = {}, host: Host = {}): Promise<InsideAgent> {
  const updates = { softwareFolder: join(folder, 'software'), number: 1, kind: 'chromium-tar', settings } as const;
  inside = await insideAgent(server.url, folder, { reserveBytes: 0, ...downloads }, {}, undefined, host, updates);
  return inside;
}
async function enrolled(downloads: Downloads = {}, host: Host = {}): Promise<InsideAgent> {
  const agent = await started(downloads, host);
  await server.until(server.isDeviceWaiting);
  await server.enrol();
  await server.until(server.isPlayerConnected);
  return agent;
}
/** A player that plays: the zone of its site is known. */
async function playing(downloads: Downloads = {}): Promise<InsideAgent> {
  const agent = await enrolled(downloads);
  server.offer(makeRelease(100, { notices: ['Xin chào'] }, server.assembly), 100);
  await server.until(() => server.seen.reports.some(({ number, state }) => number === 100 && state === 'active'));
  return agent;
}
/** Announces a package of so many bytes; gives its name. */
function announce(number: number, sizeBytes: number): string {
  const bytes = randomBytes(sizeBytes);
  const hash = nameOfBytes(bytes);
  const packages = [{ kind: 'chromium-tar', platform: process.platform, arch: process.arch, hash, sizeBytes }];
  const document = { version: 1, type: 'update', number, software: '9.9.9', issuedAtMs: Date.now(), packages };
  const announcement = { document: signDocument(payloadTypes.update, document, [software]), stage: { shareBp: 10_000, siteIds: null } };
  server.serve(hash, bytes);
  server.serve('announcement.json', Buffer.from(JSON.stringify(announcement)));
  return hash;
}
const asksFor = (name: string): number => server.seen.media.filter(({ hash }) => hash === name).length;
const told = ({ events }: InsideAgent): readonly string[] =>
  events.flatMap((event) => (event.event === 'update' ? [`${event.state} ${event.number} ${event.detail}`.trim()] : []));
const fetched = (agent: InsideAgent, number: number): Promise<void> =>
  vi.waitFor(() => expect(told(agent)).toContain(`fetched ${number}`), { timeout: 30_000, interval: 50 });
/** Looks that were taken since now. */
async function looks(count: number): Promise<void> {
  const before = asksFor('announcement.json');
  await server.until(() => asksFor('announcement.json') >= before + count);
}
const hoursOn = (later: number): string =>
  `${String((new Date(Date.now() + 7 * 3_600_000).getUTCHours() + later) % 24).padStart(2, '0')}:00`;
const later = { bytesPerSecond: null, windows: [{ from: hoursOn(3), to: hoursOn(5) }], jitterMs: 0 };

test('a package waits for an hour of the site, and is fetched as soon as the site says otherwise', async () => {
  server.tellDownloads(later);
  const agent = await playing();
  const hash = announce(2, 50_000);
  await looks(3);
  // once, and in the heartbeat for who operates the site
  expect([asksFor(hash), told(agent)]).toEqual([0, ['waiting 2']]);
  await server.until(() => server.seen.heartbeats.at(-1)?.update?.state === 'waiting');
  server.tellDownloads({ bytesPerSecond: null, windows: [], jitterMs: 0 });
  server.cut();
  await fetched(agent, 2);
  expect(asksFor(hash)).toBe(1);
});

test('a player that plays nothing yet fetches at once, as it may need the version for what was published', async () => {
  server.tellDownloads({ ...later, jitterMs: 3_600_000 });
  const agent = await enrolled();
  announce(2, 50_000);
  await fetched(agent, 2);
});

test('players of a site begin a package spread over the jitter of the site', async () => {
  server.tellDownloads({ bytesPerSecond: null, windows: [], jitterMs: 3_600_000 });
  const agent = await playing();
  const hash = announce(2, 50_000);
  await looks(3);
  expect([asksFor(hash), told(agent)]).toEqual([0, ['waiting 2']]);
});

test('a package takes no more of the network than the site gives to all downloads', async () => {
  const agent = await playing({ bytesPerSecond: 400_000 });
  const beganMs = performance.now();
  announce(2, 1_000_000);
  await fetched(agent, 2);
  // the first piece is not waited for
  expect(performance.now() - beganMs).toBeGreaterThan(1_500);
}, 60_000);

test('origins are asked in their order, and the next where one does not have it', async () => {
  const without = await lyingOrigin((response) => void response.writeHead(404).end());
  const liar = await lyingOrigin((response) => void response.end(Buffer.alloc(50_000)));
  ends.push(
    () => without.close(),
    () => liar.close(),
  );
  await server.close();
  server = await testServer({ software, origins: [without.url, liar.url, '/'] });
  const agent = await playing();
  const hash = announce(2, 50_000);
  await fetched(agent, 2);
  const paths = [without, liar].map(({ asked }) => asked.map(({ path }) => path).filter((path) => path.endsWith(hash)));
  expect([paths, asksFor(hash)]).toEqual([[[`/software/${hash}`], [`/software/${hash}`]], 1]);
});

test('a package is not fetched into the room that is to stay free, nor one that could not be unpacked beside itself', async (context) => {
  const disk = smallDisk(folder, 24);
  if (disk === null) return context.skip('this machine lets no disk be mounted');
  ends.push(disk.end);
  const filler = join(folder, 'filler');
  writeFileSync(filler, Buffer.alloc(8 * MiB));
  const agent = await playing({ reserveBytes: 4 * MiB });
  const hash = announce(2, 6 * MiB);
  await vi.waitFor(
    () => expect(told(agent)).toEqual([expect.stringMatching(/^refused 2 its 6291456 bytes, twice, do not fit with 4194304 kept free$/)]),
    20_000,
  );
  await looks(2);
  expect([asksFor(hash), told(agent).length]).toEqual([0, 1]);
  rmSync(filler);
  await fetched(agent, 2);
});

/** A package of which so much is here when the player ends. */
async function begun(number: number): Promise<string> {
  await playing();
  const hash = announce(number, 500_000);
  server.answerMedia({ stallAfterBytes: 200_000 });
  await vi.waitFor(() => expect(statSync(partOf(hash)).size).toBe(200_000), { timeout: 20_000, interval: 50 });
  await inside?.agent.stop();
  server.answerMedia('whole');
  return hash;
}
const partOf = (hash: string): string => join(folder, 'updates', `${hash}.part`);

test('a beginning is gone on with by the next life', async () => {
  const hash = await begun(2);
  const agent = await started();
  await fetched(agent, 2);
  expect(server.seen.media.filter((one) => one.hash === hash).map(({ range }) => range)).toEqual([undefined, 'bytes=200000-']);
});

test('a beginning of a version that is not wanted any more goes', async () => {
  const hash = await begun(2);
  announce(3, 50_000);
  const agent = await started();
  await fetched(agent, 3);
  expect(existsSync(partOf(hash))).toBe(false);
});

/** A version that is on trial, as it was put in place. */
function onTrial(number: number): void {
  const current = join(folder, 'software', 'versions', String(number));
  mkdirSync(current, { recursive: true });
  writeFileSync(join(current, 'number'), `${number}\n`);
  symlinkSync(join('versions', String(number)), join(folder, 'software', 'current'));
  writeFileSync(join(folder, 'software', 'trial'), `${number}\n`);
}

test('a player that is stopped from outside is no failed start of a version on trial; one that starts itself again is counted', async () => {
  onTrial(1);
  const isTold = (): boolean => existsSync(join(folder, 'software', 'trial-ordered'));
  const first = await enrolled();
  await first.agent.stop();
  expect(isTold()).toBe(false);
  const second = await started();
  await second.agent.stop('ordered');
  expect(isTold()).toBe(true);
  inside = null;
});

test('a restart that somebody orders is told to the starter, so that it is not counted against a version on trial', async () => {
  onTrial(1);
  let wasTold = false;
  const restartPlayer = (): boolean => (wasTold = existsSync(join(folder, 'software', 'trial-ordered')));
  await enrolled({}, { restartPlayer });
  await server.command({ name: 'restart-player' });
  await vi.waitFor(() => expect(wasTold).toBe(true), { timeout: 20_000, interval: 50 });
});
