import { afterAll, beforeAll, expect, test } from 'vitest';
import { handoverOf, releaseOf, type FixtureItem } from '../stage-harness/release-fixture.ts';
import { createStageWorld, type StageWorld } from '../stage-harness/stage-world.ts';

let world: StageWorld;
beforeAll(async () => {
  world = await createStageWorld();
});
afterAll(() => world?.close());

/** Runs in the page before its own code: counts what the page has asked for and neither got nor called off. */
function countWaiting(): void {
  const waiting = new Map<number, number>();
  const videos: HTMLVideoElement[] = [];
  const frames = new Map<string, HTMLVideoElement>();
  const canvases: HTMLCanvasElement[] = [];
  const set = window.setTimeout.bind(window);
  const clear = window.clearTimeout.bind(window);
  const timer = (action: () => void, delayMs = 0): number => {
    const id = set(() => {
      waiting.delete(id);
      action();
    }, delayMs);
    waiting.set(id, delayMs);
    return id;
  };
  const noTimer = (id?: number): void => {
    if (id !== undefined) waiting.delete(id);
    clear(id);
  };
  const create = document.createElement.bind(document);
  function countFrames(video: HTMLVideoElement): void {
    const ask = video.requestVideoFrameCallback.bind(video);
    const cancel = video.cancelVideoFrameCallback.bind(video);
    video.requestVideoFrameCallback = (action) => {
      const id = ask((nowMs, metadata) => {
        frames.delete(`${index} ${id}`);
        action(nowMs, metadata);
      });
      const index = videos.indexOf(video);
      frames.set(`${index} ${id}`, video);
      return id;
    };
    video.cancelVideoFrameCallback = (id) => {
      frames.delete(`${videos.indexOf(video)} ${id}`);
      cancel(id);
    };
    videos.push(video);
  }
  Object.assign(window, { setTimeout: timer, clearTimeout: noTimer });
  Object.assign(document, {
    createElement(tag: string) {
      const made = create(tag);
      if (made instanceof HTMLCanvasElement) canvases.push(made);
      if (made instanceof HTMLVideoElement) countFrames(made);
      return made;
    },
  });
  Object.assign(window, {
    heldNow: () => ({
      prepareLimits: [...waiting.values()].filter((delayMs) => delayMs === 12_000).length,
      framesOfGoneFilms: [...frames.values()].filter((video) => !video.isConnected).length,
      backdropsMade: canvases.filter((canvas) => canvas.classList.contains('backdrop')).length,
      pixelsOfGoneCanvases: canvases.reduce((sum, canvas) => sum + (canvas.isConnected ? 0 : canvas.width * canvas.height), 0),
    }),
  });
}

test('what an item asked for goes with it: its time limits, its next frame, the picture behind it', async () => {
  const narrow = { width: 200, height: 360 };
  const film = await world.addMedia('video', 'lime', 2, narrow);
  const picture = await world.addMedia('image', 'blue', 1, narrow);
  const items: readonly FixtureItem[] = [
    { id: 'film', durationMs: 1_000, contents: { zxx: { kind: 'video', media: film, alternative: '' } } },
    { id: 'picture', durationMs: 1_000, contents: { zxx: { kind: 'image', media: picture, alternative: '' } } },
  ];
  world.server.hand(handoverOf(releaseOf({ items: [...items] })));
  const context = await world.browser.newContext({ viewport: { width: 640, height: 360 } });
  const page = await context.newPage();
  await page.addInitScript(countWaiting);
  await page.goto(world.server.url);
  while (world.server.exposures.length < 6) await world.stateWhere(() => true);
  const held = (): Promise<Record<string, number>> => page.evaluate('heldNow()');
  expect((await held())['backdropsMade']).toBeGreaterThan(5);
  // of what is being prepared at this moment, a limit may run
  expect((await held())['prepareLimits']).toBeLessThanOrEqual(2);
  await expect.poll(held).toMatchObject({ framesOfGoneFilms: 0, pixelsOfGoneCanvases: 0 });
});
