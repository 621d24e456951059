import { commandRoutes, momentRoutes, playRoutes } from '@gatecast/protocol';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createScreenshots, pictureKeyOf } from '../src/features/fleet/screenshots.ts';
import { sweepPictures } from '../src/features/fleet/sweep-pictures.ts';
import { createFolderStore } from '../src/store/blob-store.ts';
import { until } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { onBothStores } from './on-both-stores.ts';
import { playBatch, playRecord } from './play-batch.ts';
import type { TestPlayer } from './test-device.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A JPEG's start and something that tells two pictures apart. */
function jpeg(mark: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 64 }, () => mark)]);
}

onBothStores((newStore) => {
  let world: FleetWorld;
  beforeAll(async () => {
    world = await openFleetWorld(await newStore());
  });
  afterAll(() => world.close());

  const send = async (player: TestPlayer, mark: number, commandId: string | null = null) =>
    player.ask('screenshot', { commandId, takenAtMs: world.clock.nowMs(), mime: 'image/jpeg', bytes: jpeg(mark) });
  async function markOf(screenId: string, query = ''): Promise<number | null> {
    const response = await fetch(`${world.server.url}/api/screens/${screenId}/screenshot${query}`, {
      headers: { cookie: world.chief.cookie },
    });
    return response.status === 200 ? (Buffer.from(await response.arrayBuffer())[40] ?? null) : null;
  }
  const kept = async (screenId: string) => {
    const rows = await world.server.app.context.telemetry
      .selectFrom('pictures')
      .selectAll()
      .where('screenId', '=', screenId)
      .orderBy('takenAtMs')
      .orderBy('kept')
      .execute();
    return rows.map((row) => row.kept);
  };
  const filesOf = async (screenId: string) => (await world.server.app.context.blobs.pictures.list(screenId)).length;
  async function sweepAt(screens: { readonly has: (id: string) => boolean }, bytesPerScreen = 1_000_000): Promise<void> {
    const { telemetry, blobs } = world.server.app.context;
    const term = { hourlyMs: 7 * day, orderedMs: 90 * day, bytesPerScreen };
    await sweepPictures({ telemetry, store: blobs.pictures, clock: world.clock }, term, screens);
  }

  test('the newest stays, the first of each hour, and what somebody ordered; each is found by its instant, and they age', async () => {
    const screenId = await world.addScreen('B12');
    const player = world.connect(await world.enrol(screenId), { onCommand: () => ({ kind: 'done' }) });
    await player.welcome;
    const startMs = Math.ceil(world.clock.nowMs() / hour) * hour;
    world.clock.advance(startMs - world.clock.nowMs());
    for (const mark of [1, 2, 3]) {
      await send(player, mark);
      world.clock.advance(minute);
    }
    const { id: commandId } = await world.chief.call(commandRoutes.commandScreen, {
      params: { screenId },
      body: { order: { name: 'screenshot' } },
    });
    await until('the order came', async () => player.commands.some(({ id }) => id === commandId));
    await send(player, 4, commandId);
    const orderedMs = world.clock.nowMs();
    world.clock.advance(minute);
    // the next live one takes the place of none that somebody ordered
    await send(player, 5);
    world.clock.advance(hour);
    await send(player, 6);
    expect([await kept(screenId), await filesOf(screenId)]).toEqual([['hour', 'ordered', 'live'], 3]);
    expect([await markOf(screenId), await markOf(screenId, `?at=${orderedMs + 1_000}`), await markOf(screenId, `?at=${startMs}`)]).toEqual([
      6, 4, 1,
    ]);
    expect(await markOf(screenId, '?at=yesterday')).toBe(null);

    world.clock.advance(8 * day);
    await sweepAt({ has: () => true });
    expect([await kept(screenId), await filesOf(screenId), await markOf(screenId)]).toEqual([['ordered', 'live'], 2, 6]);
    await sweepAt({ has: () => true }, 100);
    expect([await kept(screenId), await filesOf(screenId)]).toEqual([['live'], 1]);
    // a screen that is gone leaves none
    await sweepAt({ has: (id) => id !== screenId });
    expect([await kept(screenId), await filesOf(screenId)]).toEqual([[], 0]);
  });

  test('beside what a screen showed at a past instant stands the picture that was taken then', async () => {
    const screenId = await world.addScreen('B13');
    const enrolment = await world.enrol(screenId);
    const player = world.connect(enrolment);
    await player.welcome;
    const playedFromMs = world.clock.nowMs() - hour;
    const batch = playBatch(enrolment, 1, 3, (sequence) => ({
      ...playRecord(sequence),
      ...{ fromMs: playedFromMs + sequence * minute, untilMs: playedFromMs + (sequence + 1) * minute },
    }));
    expect(await player.ask('play-records', batch)).toMatchObject({ kind: 'stored' });
    const span = { fromMs: world.clock.nowMs() - 15 * day, untilMs: world.clock.nowMs() + 15 * day };
    const { plays } = await world.chief.call(playRoutes.listPlays, { params: { screenId }, query: span });
    const [first, , last] = plays;
    if (first === undefined || last === undefined) throw new Error('nothing was played');
    const { telemetry, blobs } = world.server.app.context;
    const screenshots = await createScreenshots({ telemetry, store: blobs.pictures, clock: { nowMs: () => last.untilMs + hour } });
    const taken = [first.fromMs + 1, first.untilMs - 1, last.untilMs + minute];
    for (const [index, takenAtMs] of taken.entries())
      await screenshots.keep(screenId, { commandId: 'c', takenAtMs, mime: 'image/jpeg', bytes: jpeg(index + 1) }, 'ordered');
    const at = async (atMs: number) =>
      (await world.chief.call(momentRoutes.playsAt, { params: { screenId }, query: { atMs } })).pictureAtMs;
    expect([await at(first.fromMs), await at(first.untilMs - 1), await at(last.untilMs - 1)]).toEqual([taken[0], taken[1], null]);
    const listed = await world.chief.call(playRoutes.listPlays, { params: { screenId }, query: { ...span, untilMs: first.untilMs } });
    expect(listed.picturesAtMs).toEqual(taken.slice(0, 2));
  });

  test(
    'another node, or the next start, finds the pictures; those of an older server are taken over, and what a crash left goes',
    { tags: 'long' },
    async () => {
      const screenId = await world.addScreen('B14');
      const player = world.connect(await world.enrol(screenId));
      await player.welcome;
      const { telemetry, blobs } = world.server.app.context;
      const other = await createScreenshots({ telemetry, store: blobs.pictures, clock: world.clock });
      await send(player, 9);
      expect([await other.reread(), other.takenAtMs(screenId)]).toEqual([[screenId], world.clock.nowMs()]);
      expect((await other.read(screenId, null))?.bytes[40]).toBe(9);

      const folder = join(world.server.folder, 'screenshots');
      const old = await world.addScreen('B15');
      const takenAtMs = world.clock.nowMs() - day;
      await writeFile(join(folder, `${old}.jpg`), jpeg(7));
      await utimes(join(folder, `${old}.jpg`), takenAtMs / 1_000, takenAtMs / 1_000);
      await writeFile(join(folder, `${old}.1.tmp`), 'half');
      await world.server.restart();
      expect([await markOf(old), (await world.tile(old)).screenshotAtMs, await markOf(screenId)]).toEqual([7, takenAtMs, 9]);
      expect((await readdir(folder)).filter((name) => name.startsWith(old) && name !== old)).toEqual([]);

      const store = createFolderStore(folder);
      const orphan = pictureKeyOf({ screenId: old, takenAtMs: 5, hash: 'f'.repeat(64), mime: 'image/jpeg' });
      await store.write(orphan, jpeg(1), { isEvidence: false });
      await utimes(join(folder, orphan), 1, 1);
      await sweepAt({ has: () => true });
      expect([await store.has(orphan), await markOf(old)]).toEqual([false, 7]);
    },
  );
});
