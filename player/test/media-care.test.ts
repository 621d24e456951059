import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nameOfBytes } from '@gatecast/signing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { insideAgent, type InsideAgent } from './support/inside-agent.ts';
import { makeRelease } from './support/make-release.ts';
import { smallDisk } from './support/small-disk.ts';
import { testServer, type TestServer } from './support/test-server.ts';

// What the agent does for the files that it keeps: real files, real SQLite, a real HTTP server.

const MiB = 1024 * 1024;
let folder: string;
let server: TestServer;
let inside: InsideAgent | null;
let disk: { readonly end: () => void } | null;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-care-'));
  server = await testServer();
  [inside, disk] = [null, null];
});
afterEach(async () => {
  try {
    await stopped();
  } finally {
    await server.close();
    disk?.end();
    rmSync(folder, { recursive: true, force: true });
  }
});

type Downloads = NonNullable<Parameters<typeof insideAgent>[2]>;
async function enrolled(downloads: Downloads = {}): Promise<InsideAgent> {
  const made = await insideAgent(server.url, folder, downloads);
  inside = made;
  await server.until(server.isDeviceWaiting);
  await server.enrol();
  await server.until(server.isPlayerConnected);
  return made;
}
async function stopped(): Promise<void> {
  await inside?.agent.stop();
  inside = null;
}
async function restarted(downloads: Downloads = {}): Promise<InsideAgent> {
  await stopped();
  inside = await insideAgent(server.url, folder, downloads);
  return inside;
}
const film = (sizeBytes: number) => ({ bytes: randomBytes(sizeBytes), mime: 'video/mp4' as const });
const hashOf = ({ bytes }: { readonly bytes: Buffer }) => nameOfBytes(bytes);
const fileOf = (media: { readonly bytes: Buffer }) => join(folder, 'media', hashOf(media));
const states = (number: number) => server.seen.reports.filter((report) => report.number === number).map(({ state }) => state);
const offer = (number: number, media: readonly ReturnType<typeof film>[], notice = `Cổng ${number}`) =>
  server.offer(makeRelease(number, { notices: [notice], media }, server.assembly), number);
const shown = (agent: InsideAgent) => Object.values(agent.handed().release.release?.documents ?? {}).map(({ itemId }) => itemId);
const wholeFiles = () => readdirSync(join(folder, 'media')).toSorted();

test('a file that got other bytes of the same size is noticed after start, not shown meanwhile, and fetched again', async () => {
  await enrolled();
  const media = film(3 * MiB);
  offer(100, [media]);
  await server.until(() => states(100).includes('active'));
  await stopped();
  const broken = readFileSync(fileOf(media));
  broken[2_000_000] = (broken[2_000_000] ?? 0) ^ 1;
  writeFileSync(fileOf(media), broken);
  server.answerMedia({ stallAfterBytes: 1_000 });
  const agent = await restarted();
  expect(shown(agent).toSorted()).toEqual(['media-0', 'notice-0']);
  await vi.waitFor(() => expect(shown(agent)).toEqual(['notice-0']), 20_000);
  expect(agent.events.filter(({ event }) => event === 'trouble')).toMatchObject([
    { where: 'media', detail: `${hashOf(media)} has other bytes than its name tells` },
  ]);
  server.answerMedia('whole');
  await restarted();
  await vi.waitFor(() => expect(inside === null ? [] : shown(inside).toSorted()).toEqual(['media-0', 'notice-0']), 20_000);
  expect(hashOf({ bytes: readFileSync(fileOf(media)) })).toBe(hashOf(media));
});

test('a file of the wrong size, or gone, is not handed to the stage from the first message on', async () => {
  await enrolled();
  const [cut, gone] = [film(50_000), film(60_000)];
  offer(100, [cut, gone]);
  await server.until(() => states(100).includes('active'));
  await stopped();
  writeFileSync(fileOf(cut), cut.bytes.subarray(0, 40_000));
  rmSync(fileOf(gone));
  await server.close();
  const agent = await restarted();
  expect(shown(agent)).toEqual(['notice-0']);
  server = await testServer({ port: server.port, assembly: server.assembly });
});

test('media of a new release wait for an hour of the site, a first release and one without new media do not', async () => {
  const hour = new Date(Date.now() + 7 * 3_600_000).getUTCHours();
  const at = (later: number) => `${String((hour + later) % 24).padStart(2, '0')}:00`;
  // by the word of the site, as this device was set to nothing else
  server.tellDownloads({ bytesPerSecond: null, windows: [{ from: at(3), to: at(5) }], jitterMs: 0 });
  const agent = await enrolled({});
  const first = film(50_000);
  offer(100, [first]);
  await server.until(() => states(100).includes('active'));
  offer(101, [first], 'Cổng mới');
  await server.until(() => states(101).includes('active'));
  const asked = server.seen.media.length;
  offer(102, [first, film(60_000)]);
  await server.until(() => server.seen.heartbeats.at(-1)?.release.preparing === 102);
  await server.until(() => (server.seen.heartbeats.at(-1)?.release.totalBytes ?? 0) > 0);
  expect([states(102), server.seen.media.length - asked]).toEqual([['delivered'], 0]);
  expect(server.seen.heartbeats.at(-1)?.release).toEqual({
    active: 101,
    preparing: 102,
    progressBp: 4_545,
    doneBytes: 50_000,
    totalBytes: 110_000,
  });
  expect(agent.events.filter(({ event }) => event === 'trouble')).toEqual([]);
});

test('heartbeats and standard output tell how many bytes of a release are here', async () => {
  const agent = await enrolled({ bytesPerSecond: 400_000 });
  const media = film(1_200_000);
  offer(100, [media]);
  await server.until(() => states(100).includes('active'));
  const told = agent.events.flatMap((event) => (event.event === 'release-progress' ? [event] : []));
  const done = told.map(({ doneBytes }) => doneBytes);
  expect([told.length >= 2, done.at(-1), done.toSorted((a, b) => a - b)]).toEqual([true, 1_200_000, done]);
  expect(told.every(({ number, totalBytes }) => number === 100 && totalBytes === 1_200_000)).toBe(true);
  const beats = server.seen.heartbeats.filter(({ release }) => release.preparing === 100 && (release.doneBytes ?? 0) > 0);
  expect(beats.length > 0).toBe(true);
});

test('where media of what plays are fetched beside those of the next release, both are counted', async () => {
  await enrolled();
  const [lost, next] = [film(200_000), film(50_000)];
  offer(100, [lost]);
  await server.until(() => states(100).includes('active'));
  await stopped();
  rmSync(fileOf(lost));
  server.answerMedia({ stallAfterBytes: 0 });
  await restarted();
  offer(101, [next]);
  const beat = () => server.seen.heartbeats.at(-1)?.release;
  await server.until(() => beat()?.preparing === 101 && beat()?.totalBytes === 250_000);
  expect(beat()).toEqual({ active: 100, preparing: 101, progressBp: 0, doneBytes: 0, totalBytes: 250_000 });
});

test('media that nothing needs stay until the disk is short of room, then the longest unneeded go, and never what is needed', async (context) => {
  disk = smallDisk(folder, 21);
  if (disk === null) return context.skip('this machine lets no disk be mounted');
  const agent = await enrolled({ reserveBytes: 4 * MiB });
  const [a, b, c, d, e] = [film(4 * MiB), film(4 * MiB), film(4 * MiB), film(6 * MiB), film(4 * MiB)];
  for (const [index, media] of [a, b, c].entries()) {
    offer(100 + index, [media]);
    await server.until(() => states(100 + index).includes('active'));
  }
  expect(wholeFiles()).toEqual([a, b, c].map(hashOf).toSorted());
  offer(103, [c, d]);
  await server.until(() => states(103).includes('active'));
  // 12 are here, 6 are wanted, 4 are to stay free of 21: the oldest one goes
  expect(wholeFiles()).toEqual([b, c, d].map(hashOf).toSorted());
  offer(104, [d, e]);
  await server.until(() => states(104).includes('active'));
  expect(wholeFiles()).toEqual([c, d, e].map(hashOf).toSorted());
  expect(agent.events.filter(({ event }) => event === 'trouble')).toEqual([]);
});

test('a release larger than half the disk is refused with the reason, before anything of it is fetched', async (context) => {
  disk = smallDisk(folder, 16);
  if (disk === null) return context.skip('this machine lets no disk be mounted');
  await enrolled({ reserveBytes: MiB });
  offer(100, []);
  await server.until(() => states(100).includes('active'));
  const objects = server.seen.objects.length;
  offer(101, [film(9 * MiB)]);
  await server.until(() => states(101).includes('refused'));
  expect([server.seen.reports.at(-1), server.seen.objects.length]).toMatchObject([
    { number: 101, reason: 'too-large', detail: `media of ${9 * MiB} bytes are more than half of a disk of ${16 * MiB}` },
    objects,
  ]);
  offer(102, [film(2 * MiB)]);
  await server.until(() => states(102).includes('active'));
});

test('a full disk stops downloads and is told once; the picture stays, and the release comes when there is room', async (context) => {
  disk = smallDisk(folder, 20);
  if (disk === null) return context.skip('this machine lets no disk be mounted');
  const agent = await enrolled({ reserveBytes: 0, bytesPerSecond: 3 * MiB });
  offer(100, []);
  await server.until(() => states(100).includes('active'));
  offer(101, [film(5 * MiB), film(4 * MiB)]);
  // somebody else fills the disk while the media come
  await vi.waitFor(() => expect(agent.events.some(({ event }) => event === 'release-progress')).toBe(true), 20_000);
  const filler = join(folder, 'filler');
  expect(() => writeFileSync(filler, Buffer.alloc(20 * MiB))).toThrow(/ENOSPC/);
  await vi.waitFor(() => expect(agent.events.some((event) => event.event === 'trouble' && event.where === 'disk')).toBe(true), 20_000);
  expect(statSync(filler).size > 4 * MiB).toBe(true);
  expect(agent.handed().release.release?.number).toBe(100);
  // records of a full disk stay with the stage until they can be kept
  const port: unknown[] = [];
  const stage = agent.agent.openPort({ send: (message) => void port.push(message), close: () => undefined });
  const exposure = { releaseNumber: 100, entryId: 'always', regionId: 'main', itemId: 'notice-0', languages: ['vi'] };
  const ended = { fromMs: 1_000, untilMs: 2_000, ended: 'completed', clock: 'synced' };
  for (let sequence = 1; sequence <= 300; sequence++)
    stage.receive({ kind: 'exposures', stageId: 'stage', exposures: [{ ...exposure, ...ended, sequence }] });
  rmSync(filler);
  await server.until(() => states(101).includes('active'));
  expect(agent.events.filter((event) => event.event === 'trouble' && event.where === 'disk').length <= 4).toBe(true);
  expect(agent.handed().release.release?.number).toBe(101);
}, 60_000);

test('a player that starts on a full disk shows what it showed', async (context) => {
  disk = smallDisk(folder, 12);
  if (disk === null) return context.skip('this machine lets no disk be mounted');
  await enrolled({ reserveBytes: 0 });
  const media = film(MiB);
  offer(100, [media]);
  await server.until(() => states(100).includes('active'));
  const filler = join(folder, 'filler');
  expect(() => writeFileSync(filler, Buffer.alloc(20 * MiB))).toThrow(/ENOSPC/);
  await stopped();
  // what the closed database gave back is filled too
  expect(() => writeFileSync(`${filler}-2`, Buffer.alloc(20 * MiB))).toThrow(/ENOSPC/);
  const agent = await restarted({ reserveBytes: 0 });
  expect([agent.handed().release.release?.number, shown(agent).toSorted()]).toEqual([100, ['media-0', 'notice-0']]);
  await server.until(server.isPlayerConnected);
  rmSync(filler);
  rmSync(`${filler}-2`);
  offer(101, [media]);
  await server.until(() => states(101).includes('active'));
});
