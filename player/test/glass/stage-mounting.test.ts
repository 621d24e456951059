import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg } from '@gatecast/media-tools';
import type { Layout } from '@gatecast/schedules';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Size } from '../stage-harness/open-stage.ts';
import { handoverOf, mediaRef, releaseOf, type FixtureItem } from '../stage-harness/release-fixture.ts';
import { createStageWorld, type StageWorld } from '../stage-harness/stage-world.ts';
import { borderNotice } from '../stage-harness/texts-fixture.ts';

let world: StageWorld;
let folder: string;
let picture: FixtureItem;
let notice: FixtureItem;

beforeAll(async () => {
  world = await createStageWorld();
  folder = await mkdtemp(join(tmpdir(), 'gatecast-mounting-'));
  const path = join(folder, 'picture.png');
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=960x540', '-frames:v', '1', path);
  const hash = 'e'.repeat(64);
  world.server.media.set(hash, { path, mime: 'image/png' });
  const content = { kind: 'image' as const, media: mediaRef('image/png', hash, 960, 540), alternative: '' };
  picture = { id: 'picture', durationMs: 600_000, contents: { zxx: content } };
  const vi = borderNotice['vi'];
  if (vi === undefined) throw new Error('the fixture has no Vietnamese');
  notice = { id: 'notice', durationMs: 600_000, contents: { vi } };
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => world.reset());

async function ffmpeg(...args: readonly string[]): Promise<void> {
  const found = findFfmpeg();
  if (found.kind === 'missing') throw new Error(found.hint);
  await promisify(execFile)(found.path, ['-v', 'error', '-y', ...args]);
}

/** The bytes of a PNG's pixels, after an ffmpeg filter. */
async function pixelsOf(png: Buffer, filter = 'null'): Promise<Buffer> {
  const found = findFfmpeg();
  if (found.kind === 'missing') throw new Error(found.hint);
  const args = ['-v', 'error', '-f', 'image2pipe', '-c:v', 'png', '-i', '-', '-vf', filter, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const running = promisify(execFile)(found.path, args, { encoding: 'buffer', maxBuffer: 2 ** 26 });
  running.child.stdin?.end(png);
  return (await running).stdout;
}

function meanDifference(a: Buffer, b: Buffer): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}

function largestDifference(a: Buffer, b: Buffer): number {
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (b[index] ?? 0))), 0);
}

type Mounting = Pick<ReturnType<typeof releaseOf>['plan']['screen'], 'wall' | 'rotationDeg'>;

/** What a screen that is mounted so shows of a release. */
async function shown(
  parts: Parameters<typeof releaseOf>[0],
  size: Size,
  mounting: Mounting,
  viewport: Size = size,
): Promise<{ readonly png: Buffer; readonly surface: readonly number[] }> {
  const release = releaseOf({ ...parts, size });
  Object.assign(release.plan.screen, mounting);
  world.server.hand(handoverOf(release));
  const { page, errors } = await world.open(viewport);
  await expect.poll(() => page.locator('.is-shown').count()).toBe(parts.layout?.regions.length ?? 1);
  const png = await page.screenshot({ type: 'png' });
  const surface = await page.$eval('.is-shown', (one) => [one.clientWidth, one.clientHeight]);
  expect(errors).toEqual([]);
  await page.context().close();
  return { png, surface };
}

const halves: Layout = {
  id: 'halves',
  name: 'Two halves',
  regions: [
    {
      id: 'main',
      frame: { xBp: 0, yBp: 0, widthBp: 6_500, heightBp: 10_000 },
      languages: { kind: 'sequence' },
      content: { kind: 'main' },
    },
    {
      id: 'side',
      frame: { xBp: 6_500, yBp: 0, widthBp: 3_500, heightBp: 10_000 },
      languages: { kind: 'sequence' },
      content: { kind: 'playlist', playlistId: 'side' },
    },
  ],
};

test('four screens of a video wall make one picture', async () => {
  const parts = { items: [picture, notice], layout: halves, playlists: { main: ['notice'], side: ['picture'] } };
  const whole = await shown(parts, { width: 960, height: 540 }, {});
  const part = { width: 480, height: 270 };
  for (const [xPx, yPx] of [
    [0, 0],
    [480, 0],
    [0, 270],
    [480, 270],
  ] as const) {
    const { png, surface } = await shown(parts, part, { wall: { widthPx: 960, heightPx: 540, xPx, yPx } });
    expect(surface).toEqual(whole.surface);
    const cut = await pixelsOf(whole.png, `crop=480:270:${xPx}:${yPx}`);
    const own = await pixelsOf(png);
    // gradients are dithered and pictures scaled tile by tile, so some pixels differ where nobody sees it
    expect([xPx, yPx, meanDifference(own, cut) < 0.3, largestDifference(own, cut) < 24]).toEqual([xPx, yPx, true, true]);
  }
});

test('a panel that is mounted turned shows an upright picture, laid out for the height that people see', async () => {
  const size = { width: 360, height: 640 };
  const upright = await pixelsOf((await shown({ items: [picture] }, size, {})).png);
  // turned back as the mounting turns the panel
  for (const [rotationDeg, back] of [
    [90, 'transpose=2'],
    [270, 'transpose=1'],
  ] as const) {
    const { png, surface } = await shown({ items: [picture] }, size, { rotationDeg }, { width: 640, height: 360 });
    expect([rotationDeg, surface]).toEqual([rotationDeg, [360, 640]]);
    expect(meanDifference(await pixelsOf(png, back), upright)).toBeLessThan(2);
  }
  const turned = await shown({ items: [picture] }, size, { rotationDeg: 180 });
  expect(meanDifference(await pixelsOf(turned.png, 'hflip,vflip'), upright)).toBeLessThan(2);
});

test('a device that knows how its panel is mounted shows its code upright, before any release can say it', async () => {
  const pairing = { code: 'ACDE2345', expiresAtMs: Date.now() + 600_000, fingerprint: '9ac6 7079 b4b1 5a69 0e68' };
  const open = async (viewport: Size, device: { readonly rotationDeg?: 90 | 270 }): Promise<Buffer> => {
    const serverUrl = 'https://gatecast.noibai.example';
    world.server.hand(handoverOf(null, { pairing: { ...pairing, serverUrl }, serverUrl, ...device }));
    const { page, errors } = await world.open(viewport);
    await page.waitForSelector('.board-pairing .code');
    await page.evaluate(async () => void (await document.fonts.ready));
    // letters of a font that has come late are drawn anew
    let png = await page.screenshot({ type: 'png' });
    await expect
      .poll(async () => {
        const before = png;
        png = await page.screenshot({ type: 'png' });
        return png.equals(before);
      })
      .toBe(true);
    const kept = process.env['GATECAST_SHOTS'];
    if (kept !== undefined) await writeFile(join(kept, `pairing-${device.rotationDeg ?? 0}.png`), png);
    expect(errors).toEqual([]);
    await page.context().close();
    world.server.forget();
    return png;
  };
  const upright = await pixelsOf(await open({ width: 720, height: 1280 }, {}));
  for (const [rotationDeg, back] of [
    [90, 'transpose=2'],
    [270, 'transpose=1'],
  ] as const) {
    const difference = async (): Promise<number> =>
      meanDifference(await pixelsOf(await open({ width: 1280, height: 720 }, { rotationDeg }), back), upright);
    await expect.poll(difference).toBeLessThan(2);
  }
});
