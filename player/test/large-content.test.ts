import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashInto } from '../src/agent/downloads/media-folder.ts';
import { runAgent, type Running } from './support/agent-process.ts';
import { lyingOrigin, type Answering } from './support/lying-origin.ts';
import { makeRelease } from './support/make-release.ts';
import { testServer, type TestServer } from './support/test-server.ts';

// GATECAST_FILM_BYTES, GATECAST_ITEMS: a bench gives them 4 GiB and ten thousand.
const MiB = 1024 * 1024;
const filmBytes = Number(process.env['GATECAST_FILM_BYTES'] ?? 256 * MiB);
const itemCount = Number(process.env['GATECAST_ITEMS'] ?? 2_000);

let folder: string;
let ends: (() => Promise<unknown>)[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-large-'));
  ends = [];
});
afterEach(async () => {
  for (const end of ends.toReversed()) await end();
  rmSync(folder, { recursive: true, force: true });
});

async function serving(origins: readonly string[] = ['/']): Promise<TestServer> {
  const server = await testServer({ origins });
  ends.push(() => server.close());
  return server;
}
function running(server: TestServer): Running {
  const agent = runAgent(server.url, join(folder, 'data'));
  ends.push(() => agent.end('SIGKILL'));
  return agent;
}
async function enrolled(server: TestServer): Promise<Running> {
  const agent = running(server);
  await server.until(server.isDeviceWaiting);
  await server.enrol();
  await server.until(server.isPlayerConnected);
  return agent;
}
/** The most memory that a process ever had (Linux). */
function peakBytes({ process: { pid = 0 } }: Running): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}
const isActive = (server: TestServer, number: number) =>
  server.seen.reports.some((report) => report.number === number && report.state === 'active');

/** A film with holes: it has the size and a hash of its own, and takes no room. */
async function sparseFilm(file: string): Promise<{ readonly hash: string; readonly sizeBytes: number }> {
  const film = await open(file, 'w+');
  try {
    await film.write(Buffer.from(`a film of ${filmBytes} bytes`));
    await film.write(Buffer.from('the end'), 0, 7, filmBytes - 7);
    return { hash: (await hashInto(createHash('sha256'), film)).digest('hex'), sizeBytes: filmBytes };
  } finally {
    await film.close();
  }
}

test(
  'a film that is larger than memory should be is fetched through a kill, and never held as a whole',
  { tags: 'long', timeout: 1_200_000 },
  async () => {
    const source = join(folder, 'source');
    const film = await sparseFilm(source);
    const half = Math.floor(filmBytes / 2);
    let most = half;
    const answer: Answering = (response, { headers }) => {
      const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
      const range = from === 0 ? {} : { 'content-range': `bytes ${from}-${filmBytes - 1}/${filmBytes}` };
      response.writeHead(from === 0 ? 200 : 206, { 'content-length': filmBytes - from, ...range });
      createReadStream(source, { start: from, end: Math.min(filmBytes, most) - 1, highWaterMark: MiB }).pipe(response, {
        end: most >= filmBytes,
      });
    };
    const origin = await lyingOrigin(answer);
    ends.push(() => origin.close());
    const server = await serving([origin.url, '/']);
    let agent = await enrolled(server);
    const before = peakBytes(agent);
    // objects are not of this origin, which knows films alone
    server.offer(makeRelease(100, { notices: ['a'], films: [film] }, server.assembly), 100);
    await server.until(() => (server.seen.heartbeats.at(-1)?.release.doneBytes ?? 0) >= half);
    const grewBytes = peakBytes(agent) - before;
    await agent.end('SIGKILL');
    most = filmBytes;
    agent = running(server);
    // gigabytes take longer than anybody waits for an event
    await server.until(() => isActive(server, 100));
    const fetched = await agent.event('media-fetched');
    expect([fetched.resumedFromBytes >= half - 16 * MiB, (await stat(join(folder, 'data/media', film.hash))).size]).toEqual([
      true,
      filmBytes,
    ]);
    const peak = peakBytes(agent);
    console.log({ grewMiB: grewBytes / MiB, peakMiB: peak / MiB, resumedFromBytes: fetched.resumedFromBytes });
    expect([grewBytes < filmBytes / 2, peak - before < filmBytes / 2]).toEqual([true, true]);
  },
);

test(
  'a release of thousands of items is fetched, activated, started with again, and changed for the price of one',
  { tags: 'long', timeout: 600_000 },
  async () => {
    const server = await serving();
    const agent = await enrolled(server);
    const notices = Array.from({ length: itemCount }, (_, index) => `Thông báo ${index}`);
    let beganMs = performance.now();
    const figures: Record<string, number> = {};
    const note = (name: string, of: Running): void => {
      figures[`${name}Ms`] = Math.round(performance.now() - beganMs);
      figures[`${name}PeakMiB`] = Math.round(peakBytes(of) / MiB);
      beganMs = performance.now();
    };
    server.offer(makeRelease(100, { notices }, server.assembly), 100);
    await server.until(() => isActive(server, 100));
    note('fetched', agent);
    await agent.end('SIGKILL');
    beganMs = performance.now();
    const { connects } = server.seen;
    const again = running(server);
    await again.event('started');
    note('started', again);
    await server.until(() => server.seen.connects > connects && server.seen.heartbeats.at(-1)?.release.active === 100);
    const had = server.seen.objects.length;
    beganMs = performance.now();
    server.offer(makeRelease(101, { notices: notices.with(7, 'Cổng 12') }, server.assembly), 101);
    await server.until(() => isActive(server, 101));
    note('changed', again);
    console.log(figures);
    // the nodes on the way to the item, its part and its variant
    expect(server.seen.objects.length - had <= 6).toBe(true);
    const handover = join(folder, 'data/handover/release.json');
    const handed = (): unknown => JSON.parse(readFileSync(handover, 'utf8'));
    await expect.poll(handed, { timeout: 30_000, interval: 200 }).toMatchObject({ release: { number: 101, items: { length: itemCount } } });
  },
);
