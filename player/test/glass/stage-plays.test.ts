import { compile } from '@gatecast/schedules';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handoverOf, releaseOf, type FixtureItem, type Release } from '../stage-harness/release-fixture.ts';
import { colorOnGlass, colorsOf, createStageWorld, framesDuring, type StageWorld } from '../stage-harness/stage-world.ts';
import { borderNotice } from '../stage-harness/texts-fixture.ts';

let world: StageWorld;
let red: FixtureItem;
let lime: FixtureItem;
let blue: FixtureItem;

beforeAll(async () => {
  world = await createStageWorld();
  const item = async (id: string, kind: 'image' | 'video', durationMs: number): Promise<FixtureItem> => {
    const media = await world.addMedia(kind, id, durationMs / 1_000);
    return { id, durationMs, contents: { zxx: { kind, media, alternative: '' } } };
  };
  red = await item('red', 'image', 1_500);
  lime = await item('lime', 'video', 1_500);
  blue = await item('blue', 'image', 1_500);
});
afterAll(() => world?.close());
beforeEach(() => world.reset());

/** What the engine says is on at an instant, by the device's clock. */
function dueAt(release: Release, instantMs: number): { readonly itemId: string; readonly fromMs: number } {
  const compiled = compile(release.plan);
  if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.faults));
  const shown = compiled.timeline.at(instantMs).regions[0]?.shown;
  if (shown?.kind !== 'item') throw new Error('nothing is due');
  return shown;
}

/** How late the page is for a timer of its own and the frame after it, time after time from now on. */
async function timersOf(page: Page): Promise<() => Promise<readonly number[]>> {
  await page.evaluate(() => {
    const lateness: number[] = [];
    Reflect.set(globalThis, 'lateness', lateness);
    const time = (): void => {
      const dueMs = performance.now() + 200;
      setTimeout(() => {
        requestAnimationFrame(() => {
          lateness.push(performance.now() - dueMs);
          time();
        });
      }, 200);
    };
    time();
  });
  return () => page.evaluate(() => Reflect.get(globalThis, 'lateness') as readonly number[]);
}
function middleOf(values: readonly number[]): number {
  return values.toSorted((x, y) => x - y)[Math.floor(values.length / 2)] ?? Number.NaN;
}

describe('the stage', () => {
  it('changes between pictures and films without a foreign frame, within a frame or two of the boundary', async () => {
    world.server.keptHandover = handoverOf(releaseOf({ items: [red, lime, blue] }));
    const { page, errors } = await world.open();
    await world.stateWhere((state) => state.showing.kind === 'item');
    // what is on its way to a loaded compositor is not on the glass yet
    await expect.poll(() => colorOnGlass(page)).not.toContain('mixed');
    const ownLateness = await timersOf(page);
    const frames = await framesDuring(page, async () => {
      while (world.server.exposures.length < 5) await world.stateWhere(() => true);
    });
    const colors = await colorsOf(frames);
    expect(colors.filter((color) => color.startsWith('mixed'))).toEqual([]);
    expect(new Set(colors)).toEqual(new Set(['red', 'lime', 'blue']));
    const whole = world.server.exposures.slice(1);
    expect(whole.map((one) => one.ended)).toEqual(whole.map(() => 'completed'));
    // a film tells its frames, a picture has none
    expect(new Set(whole.map((one) => `${one.itemId} ${(one.frames?.shown ?? 0) > 0}`))).toEqual(
      new Set(['red false', 'lime true', 'blue false']),
    );
    const lateness = whole.map((one) => one.fromMs - dueAt(world.server.keptHandover?.release.release as Release, one.fromMs + 500).fromMs);
    // the middle one, beside what the machine makes of any timer: it may be late once, a wrong timer is late always
    expect(middleOf(lateness) - middleOf(await ownLateness())).toBeLessThan(60);
    expect(errors).toEqual([]);
  });

  it('leaves an item away that failed on the stage before it, also without an agent, and keeps the strike', async () => {
    const release = releaseOf({ items: [red, blue] });
    const handed = handoverOf(release);
    const name = release.items.find(({ id }) => id === 'blue')?.variants[0]?.document ?? '';
    const nowMs = Date.now();
    const strike = { itemId: 'blue', language: 'zxx', count: 3, failedMs: nowMs, untilMs: nowMs + 600_000, detail: 'no frame' };
    world.server.keptHandover = { ...handed, strikes: { ...handed.strikes, strikes: [{ ...strike, name }] } };
    await world.open();
    while (world.server.exposures.length < 3) await world.stateWhere(() => true);
    expect(new Set(world.server.exposures.map(({ itemId }) => itemId))).toEqual(new Set(['red']));
    await expect.poll(() => world.server.strikes).toEqual([{ ...strike, name }]);
  });

  it('plays on while the agent is away, keeps what was seen, and gives it when the agent is back', async () => {
    const release = releaseOf({ items: [red, blue] });
    world.server.hand(handoverOf(release));
    const { page } = await world.open();
    await world.stateWhere((state) => state.showing.kind === 'item');
    world.server.setAgentAlive(false);
    const before = await colorOnGlass(page);
    await expect.poll(() => colorOnGlass(page)).not.toBe(before);
    await expect.poll(() => colorOnGlass(page)).toBe(before);
    expect(world.server.exposures.length).toBeLessThan(2);
    world.server.setAgentAlive(true);
    await world.stateWhere((state) => state.showing.kind === 'item');
    await expect.poll(() => world.server.exposures.length).toBeGreaterThanOrEqual(2);
    expect(world.server.exposures.map((one) => one.sequence)).toEqual(world.server.exposures.map((_, index) => index + 1));
    expect(
      world.server.exposures
        .map((one) => one.itemId)
        .slice(0, 2)
        .toSorted(),
    ).toEqual(['blue', 'red']);
  });

  it('starts from the kept handover alone, on the right item at the right position', async () => {
    const media = await world.addMedia('video', 'lime', 20);
    const long: FixtureItem = { id: 'long', durationMs: 20_000, contents: { zxx: { kind: 'video', media, alternative: '' } } };
    const release = releaseOf({ items: [long] });
    world.server.setAgentAlive(false);
    world.server.keptHandover = handoverOf(release);
    const { page } = await world.open();
    for (const _ of [1, 2]) {
      await expect.poll(() => colorOnGlass(page)).toBe('lime');
      const drift = async (): Promise<number> => {
        const [nowMs, positionS] = await page.evaluate(
          () => [Date.now(), document.querySelector<HTMLVideoElement>('.is-shown video')?.currentTime ?? -1] as const,
        );
        return Math.abs(positionS - (nowMs - dueAt(release, nowMs).fromMs) / 1_000);
      };
      await expect.poll(drift).toBeLessThan(0.3);
      await page.reload();
    }
  });

  it('keeps its board on the glass until the first item can be seen whole', async () => {
    world.server.keptHandover = handoverOf(releaseOf({ items: [lime, blue] }));
    const { page } = await world.open();
    await page.addInitScript(() => {
      const seen = new Set<string>();
      Object.assign(globalThis, { layersSeen: seen });
      const look = (): void => {
        const layer = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('#stage > *');
        if (document.querySelector('.is-shown') === null) seen.add(layer?.className ?? 'none');
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.reload();
    await page.waitForSelector('.is-shown');
    const seen = await page.evaluate(() => [...(globalThis as unknown as { layersSeen: Set<string> }).layersSeen]);
    expect(seen.filter((layer) => layer !== 'none')).toEqual(['board-layer']);
  });

  it('is not disturbed by the same release handed over again, and takes a new one in at the boundary', async () => {
    const slow = { ...red, durationMs: 3_000 };
    world.server.hand(handoverOf(releaseOf({ items: [slow, { ...lime, durationMs: 3_000 }] })));
    const { page } = await world.open();
    await world.stateWhere((state) => state.showing.kind === 'item' && state.showing.untilMs - Date.now() > 2_000);
    const surface = await page.$('.is-shown');
    world.server.hand(handoverOf(releaseOf({ items: [slow, { ...lime, durationMs: 3_000 }] }), { revision: 2, alertRevision: 2 }));
    await world.stateWhere(() => true);
    expect(await surface?.evaluate((one) => one.isConnected)).toBe(true);
    const next = releaseOf({ number: 2, items: [slow, { ...lime, durationMs: 3_000 }, blue] });
    world.server.hand(handoverOf(next, { revision: 3 }));
    const taken = await world.stateWhere((state) => state.releaseNumber === 2);
    expect(taken.showing).toMatchObject({ kind: 'item', itemId: dueAt(next, Date.now()).itemId });
    expect(world.server.exposures.at(-1)?.ended).toBe('completed');
  });

  it('plays the next item where one cannot be drawn, and the name and time where none can', async () => {
    const media = { ...(await world.addMedia('image', 'white')), hash: 'f'.repeat(64) };
    const broken: FixtureItem = { id: 'broken', durationMs: 2_000, contents: { zxx: { kind: 'image', media, alternative: '' } } };
    world.server.hand(handoverOf(releaseOf({ items: [broken, blue] })));
    const { page } = await world.open();
    await world.stateWhere((state) => state.showing.kind === 'item' && state.showing.itemId === 'blue');
    expect(await colorOnGlass(page)).toBe('blue');
    world.server.hand(handoverOf(releaseOf({ number: 2, items: [broken] }), { revision: 2 }));
    await world.stateWhere((state) => state.showing.kind === 'nothing');
    expect(await page.locator('.board-name').innerText()).toBe('Cảng hàng không quốc tế Nội Bài');
    expect(await page.locator('.scene-layer:not(.is-beneath)').count()).toBe(0);
  });

  it('never clips a text, in any language, however small the region', async () => {
    const frame = { xBp: 0, yBp: 0, widthBp: 3_000, heightBp: 3_000 };
    const layoutOf = (own: typeof frame) => ({
      id: 'small',
      name: 'Small',
      regions: [{ id: 'main', frame: own, languages: { kind: 'sequence' as const }, content: { kind: 'main' as const } }],
    });
    const layouts = [{ layout: layoutOf(frame) }, { layout: layoutOf({ ...frame, widthBp: 10_000, heightBp: 1_500 }) }, {}];
    const { page } = await world.open({ width: 1080, height: 1080 });
    for (const [index, [language, content]] of Object.entries(borderNotice).entries()) {
      const items: FixtureItem[] = [{ id: 'notice', durationMs: 600_000, contents: { [language]: content } }];
      const release = releaseOf({ number: index + 1, items, languages: [language], ...layouts[index % 3] });
      world.server.hand(handoverOf(release, { revision: index + 1 }));
      await page.waitForSelector(`.is-shown .panel:lang(${language}) .fit`);
      const overflow = await page.$$eval('.is-shown .fit', (boxes) =>
        boxes.map((box) => Math.max(box.scrollHeight - box.clientHeight, box.scrollWidth - box.clientWidth)),
      );
      expect([language, ...new Set(overflow)]).toEqual([language, 0]);
    }
  });
});
