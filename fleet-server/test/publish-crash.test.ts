import { contentRoutes, scheduleRoutes } from '@gatecast/protocol';
import { openRelease } from '@gatecast/releases';
import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvedNotice, hirePeople, makeSite, openContentWorld, type Caller, type ContentWorld } from './content-world.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const screenCount = 40;
let world: ContentWorld;
let copies: string;
let publisher: Caller;
/** The data of a server that has everything to publish and published nothing. */
const prepared = () => join(copies, 'prepared');
beforeAll(async () => {
  world = await openContentWorld();
  copies = await mkdtemp(join(tmpdir(), 'gatecast-crash-'));
  publisher = await prepare();
  await world.app.close();
  await cp(world.folder, prepared(), { recursive: true });
  await world.restart();
});
afterAll(async () => {
  await world.close();
  await rm(copies, { recursive: true, force: true });
});

/** Screens that all show something else, an entry for them, and a publisher's cookie. */
async function prepare() {
  const people = await hirePeople(world);
  const site = await makeSite(world);
  const slots: { kind: 'item'; itemId: never; weight: number }[] = [];
  for (let n = 0; n < 10; n++)
    slots.push({ kind: 'item', itemId: (await approvedNotice(people, `Notice ${n}`, { vi: `Số ${n}` })) as never, weight: 1 });
  const { id: playlistId } = await people.publisher.call(contentRoutes.createPlaylist, { body: { name: 'loop', slots } });
  const targets = [{ kind: 'site' as const, siteId: site.siteId }];
  await people.publisher.call(scheduleRoutes.createEntry, {
    body: { name: 'All', tier: 'fallback', targets, playlistId, when: { kind: 'always' } },
  });
  for (let n = 0; n < screenCount; n++) await site.addScreen(`Screen ${n}`, { heightPx: 1_000 + n });
  return people.publisher;
}

async function startProcess(folder: string) {
  const environment = { ...process.env, GATECAST_PORT: '0', GATECAST_DATA: folder, GATECAST_LOG: 'error' };
  const child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<void>((resolve) => void child.on('close', () => resolve()));
  const url = await new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const told = JSON.parse(line) as { event: string; url: string };
      if (told.event === 'listening') resolve(told.url);
    });
  });
  return { child, url, exited };
}

/** What stands in the store: every publication whole, and every tree of it to the last object. */
function look(folder: string) {
  const database = new Database(join(folder, 'truth.sqlite'), { readonly: true });
  const count = (sql: string) => (database.prepare(sql).get() as { n: number }).n;
  const object = database.prepare('select bytes from objects where name = ?');
  const trees = database.prepare('select distinct tree from releases').all() as { tree: string }[];
  const opened = trees.map(({ tree }) => openRelease(tree, (name) => (object.get(name) as { bytes: Buffer } | undefined)?.bytes).kind);
  const found = {
    publications: count('select count(*) n from publications'),
    releases: count('select count(*) n from releases'),
    audited: count("select count(*) n from audit where action = 'publication-made'"),
    published: count('select count(*) n from entries where publishedRevision = revision'),
    portals: count('select count(*) n from portal_releases'),
    integrity: (database.pragma('integrity_check') as { integrity_check: string }[]).map((row) => row.integrity_check),
    damaged: opened.filter((kind) => kind !== 'open'),
  };
  database.close();
  return found;
}
const nothing = { publications: 0, releases: 0, audited: 0, published: 0, portals: 0, integrity: ['ok'], damaged: [] };
const whole = { publications: 1, releases: screenCount, audited: 1, published: 1, portals: 1, integrity: ['ok'], damaged: [] };

test(
  'a server that is killed in the middle of a publication has made all of it or nothing, and goes on',
  { tags: 'long', timeout: 180_000 },
  async () => {
    const publish = async (url: string) =>
      fetch(`${url}/api/publications`, {
        method: 'POST',
        headers: { cookie: publisher.cookie, 'content-type': 'application/json' },
        body: '{}',
      });
    const outcomes: unknown[] = [];
    for (const round of [0, 1, 3]) {
      const folder = join(copies, `${round}`);
      await cp(prepared(), folder, { recursive: true });
      const first = await startProcess(folder);
      const answer = publish(first.url).then(
        (response) => response.status,
        () => 'cut off',
      );
      // the moments between the first object in the store and the answer are the ones that matter
      if (round > 0) {
        const database = new Database(join(folder, 'truth.sqlite'), { readonly: true });
        const objects = database.prepare('select count(*) n from objects');
        const before = (objects.get() as { n: number }).n;
        while ((objects.get() as { n: number }).n < before + (round - 1) * 25 + 1) await new Promise((resolve) => setTimeout(resolve, 1));
        database.close();
      }
      first.child.kill('SIGKILL');
      await first.exited;
      await answer;
      const left = look(folder);
      expect([nothing, whole]).toContainEqual(left);
      outcomes.push(left.publications);

      const second = await startProcess(folder);
      expect((await publish(second.url)).status).toBe(200);
      second.child.kill('SIGTERM');
      await second.exited;
      // where it was made before, publishing again adds a publication without releases
      expect(look(folder)).toMatchObject({ releases: screenCount, published: 1, portals: 1, integrity: ['ok'], damaged: [] });
    }
    expect(outcomes).toContain(0);
  },
);

test('two publications at once are one after the other: the second one finds nothing new', async () => {
  const both = await Promise.all([1, 2].map(async () => publisher.call(scheduleRoutes.publish, { body: {} })));
  expect(both.map(({ screens, unchangedCount }) => [screens.length, unchangedCount]).sort(([a = 0], [b = 0]) => a - b)).toEqual([
    [0, screenCount],
    [screenCount, 0],
  ]);
  const previews = await Promise.all(
    Array.from({ length: 20 }, async () => publisher.call(scheduleRoutes.previewPublication, { body: {} })),
  );
  expect(previews.every(({ changed }) => changed.length === 0)).toBe(true);
});
