import { simulatedClock, type SimulatedClock } from '@gatecast/clock';
import { expect, test } from 'vitest';
import { createLivePictures, type LivePictures } from './live-pictures.ts';

type World = {
  readonly clock: SimulatedClock;
  readonly pictures: LivePictures;
  /** Screen and second of each question. */
  readonly asked: { readonly screenId: string; readonly atMs: number }[];
  readonly watch: (isWatched: boolean) => void;
  /** Turns the clock in small steps, as answers need the microtasks between them. */
  readonly pass: (forMs: number) => Promise<void>;
};

function openWorld(screens: readonly string[], answer: (screenId: string) => Promise<boolean> = () => Promise.resolve(true)): World {
  const clock = simulatedClock(0);
  const asked: { screenId: string; atMs: number }[] = [];
  let isWatched = false;
  const pictures = createLivePictures({
    clock,
    log: { error: () => undefined },
    connected: () => screens,
    isConnected: (screenId) => screens.includes(screenId),
    isWatched: () => isWatched,
    ask: (screenId) => {
      asked.push({ screenId, atMs: clock.monotonicMs() });
      return answer(screenId);
    },
  });
  return {
    clock,
    pictures,
    asked,
    watch(next) {
      isWatched = next;
      if (next) pictures.watched();
    },
    async pass(forMs) {
      for (let passed = 0; passed < forMs; passed += 50) {
        clock.advance(50);
        for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      }
    },
  };
}
const names = (count: number) => Array.from({ length: count }, (_, n) => `s${n}`);

test('nobody is asked while nobody watches', async () => {
  const world = openWorld(names(4));
  for (const screenId of names(4)) world.pictures.fresh(screenId);
  await world.pass(120_000);
  expect(world.asked).toEqual([]);
});

test('an opened wall is refreshed at once, then each screen has its turn about every 30 s, spread', async () => {
  const world = openWorld(names(4));
  world.watch(true);
  await world.pass(500);
  expect(world.asked.map(({ screenId }) => screenId)).toEqual(names(4));
  await world.pass(300_000);
  for (const name of names(4)) {
    const times = world.asked.filter(({ screenId }) => screenId === name).map(({ atMs }) => atMs);
    const waits = times.slice(2).map((atMs, n) => atMs - (times[n + 1] ?? 0));
    expect([times.length >= 9, times.length <= 12, Math.max(...waits) <= 45_000]).toEqual([true, true, true]);
  }
  const gaps = world.asked.slice(5).map(({ atMs }, n) => atMs - (world.asked[n + 4]?.atMs ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(7_400);
});

test('a thousand screens are asked ten a second at most, and all have their turn', async () => {
  const world = openWorld(names(1_000));
  world.watch(true);
  await world.pass(210_000);
  for (let second = 1; second < 210; second++) {
    const inSecond = world.asked.filter(({ atMs }) => atMs > second * 1_000 && atMs <= (second + 1) * 1_000).length;
    expect(inSecond).toBeLessThanOrEqual(10);
  }
  const counts = names(1_000).map((name) => world.asked.filter(({ screenId }) => screenId === name).length);
  expect([Math.min(...counts), Math.max(...counts)]).toEqual([2, 3]);
});

test('at most four questions are open, and screens that give nothing are asked ever more rarely', async () => {
  const open = new Set<string>();
  let most = 0;
  const world = openWorld(names(8), async (screenId) => {
    open.add(screenId);
    most = Math.max(most, open.size);
    await new Promise<void>((resolve) => void world.clock.after(10_000, resolve));
    open.delete(screenId);
    return false;
  });
  world.watch(true);
  await world.pass(1_200_000);
  expect(most).toBe(4);
  expect(world.asked.filter(({ screenId }) => screenId === 's0').length).toBeLessThan(7);
});

test('what has just changed is asked for a second later, once, whether somebody watches or not', async () => {
  const world = openWorld(names(3));
  for (let n = 0; n < 5; n++) world.pictures.soon('s1');
  await world.pass(60_000);
  expect(world.asked).toEqual([{ screenId: 's1', atMs: 1_000 }]);
});

test('a screen that has just sent a picture is passed over', async () => {
  const world = openWorld(names(2));
  world.watch(true);
  await world.pass(1_000);
  await world.pass(28_000);
  world.pictures.fresh('s0');
  await world.pass(20_000);
  expect(world.asked.slice(2).map(({ screenId }) => screenId)).toEqual(['s1']);
});

test('closed, it asks nobody any more', async () => {
  const world = openWorld(names(2));
  world.watch(true);
  world.pictures.close();
  await world.pass(60_000);
  expect(world.asked).toEqual([]);
});
