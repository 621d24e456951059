import { expect, test, type Page } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { openController } from '../drivers/controller-driver.ts';
import { openCutLine } from '../drivers/cut-line.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';

// To an editor: files go up some at once, each can be called off, and where the connection is lost the file says so and goes on where it stopped.

/** A picture that nothing makes smaller. */
function noise(sidePx: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sidePx, 0);
  header.writeUInt32BE(sidePx, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: sidePx }, () => Buffer.concat([Buffer.of(0), randomBytes(sidePx * 3)]));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 0 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

type Arrived = { readonly fileName: string; readonly sizeBytes: number; readonly offsetBytes: number };

/** A world behind a line that can be cut, an editor at the library, and a folder of pictures to choose from. */
async function openLibrary(page: Page) {
  const world = await FleetWorld.start();
  const line = await openCutLine(world.url);
  const network = await page.context().newCDPSession(page);
  await openController(page, world, 'operator', line.url);
  await page.goto(`${line.url}/content/media`);
  const speak = (language: 'vi' | 'en') => page.getByRole('button', { name: new RegExp(`^${language}, `, 'i') }).click();
  // a page without a connection cannot fetch the words of the other language
  await speak('vi');
  await page.getByRole('heading', { name: 'Hình ảnh và video' }).waitFor();
  await speak('en');
  return {
    world,
    line,
    rows: page.getByRole('list', { name: 'Files on their way' }).getByRole('listitem'),
    speed: (uploadThroughput: number) =>
      network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput }),
    async picture(name: string, sidePx: number): Promise<string> {
      const path = join(world.folder, name);
      await writeFile(path, noise(sidePx));
      return path;
    },
    /** What the server has of files that are not finished. */
    arrived: async (): Promise<readonly Arrived[]> => (await world.operator.get('/api/uploads')).uploads,
    async look(name: string): Promise<void> {
      for (const language of ['vi', 'en'] as const) {
        await speak(language);
        for (const width of [1440, 390]) {
          await page.setViewportSize({ width, height: 900 });
          expect(await violationsOn(page)).toEqual([]);
          await page.screenshot({ path: test.info().outputPath(`${name}-${language}-${width}.png`) });
        }
        await page.setViewportSize({ width: 1440, height: 900 });
      }
    },
    async stop(): Promise<void> {
      await line.close();
      await world.stop();
    },
  };
}
/** What an upload costs beside the bytes of its file: headers, a live connection, a part that had not been counted yet. */
const besideBytes = 200_000;

test(
  'of four files one is called off, one is refused with advice, and two that lost the connection go on where they stopped',
  { tag: '@long' },
  async ({ page }) => {
    const library = await openLibrary(page);
    const { world, line, rows, speed, arrived } = library;
    try {
      await speed(1_000_000);
      const no = join(world.folder, 'no.png');
      await writeFile(no, 'no picture');
      const files = [
        await library.picture('one.png', 1_300),
        await library.picture('two.png', 1_300),
        await library.picture('three.png', 1_300),
        no,
      ];
      await page.getByLabel('Choose files to upload').setInputFiles(files);
      await expect(rows).toHaveCount(4);
      await expect(rows.filter({ hasText: 'waits for its turn' })).toHaveCount(2);
      await expect(rows.filter({ hasText: 'one.png' })).toContainText(/ [1-9]\d? %/);
      await page.getByRole('button', { name: 'Cancel the upload of two.png' }).click();
      await expect(rows).toHaveCount(3);
      // what is looked at meanwhile does not matter
      await page.getByRole('link', { name: 'Playlists' }).click();
      await page.getByRole('link', { name: 'Media' }).click();
      await expect(rows.filter({ hasText: 'three.png' })).toContainText(/ [1-9]\d? %/);
      await expect.poll(async () => (await arrived()).filter(({ offsetBytes }) => offsetBytes > 0).length, { intervals: [50] }).toBe(2);

      line.cut();
      await expect(rows.filter({ hasText: 'Waits for the connection' })).toHaveCount(2);
      await library.look('lost');
      const kept = await arrived();
      expect(kept.map(({ fileName }) => fileName)).toEqual(['one.png', 'three.png']);
      const missing = kept.reduce((total, { sizeBytes, offsetBytes }) => total + sizeBytes - offsetBytes, 0);
      expect(missing).toBeLessThan(kept.reduce((total, { sizeBytes }) => total + sizeBytes, 0) - 1_000_000);
      const before = line.sentBytes();
      line.mend();
      await expect(rows.filter({ hasText: /Went on from \d+ %/ }).first()).toBeVisible({ timeout: 45_000 });
      await expect(rows.filter({ hasText: 'Save it anew as JPEG' })).toContainText('no.png', { timeout: 45_000 });
      await expect(rows).toHaveCount(1);
      expect(line.sentBytes() - before, 'only what was missing was sent').toBeLessThan(missing + besideBytes);
      await page.getByRole('button', { name: 'Close the failed no.png' }).click();
      await expect(rows).toHaveCount(0);
      const { media } = await world.operator.get('/api/media');
      expect(media.map(({ fileName }: { fileName: string }) => fileName).toSorted()).toEqual(['one.png', 'three.png']);
      expect(await arrived()).toEqual([]);
    } finally {
      await library.stop();
    }
  },
);

test(
  'after a reload of the page and a restart of the server the same file goes on where it stopped',
  { tag: '@long' },
  async ({ page }) => {
    const library = await openLibrary(page);
    const { world, line, rows, speed, arrived } = library;
    try {
      await speed(1_000_000);
      const path = await library.picture('large.png', 1_600);
      await page.getByLabel('Choose files to upload').setInputFiles(path);
      await expect.poll(async () => (await arrived())[0]?.offsetBytes ?? 0, { intervals: [50] }).toBeGreaterThan(2_000_000);
      page.on('dialog', (dialog) => void dialog.accept());
      await page.reload();
      await world.killServer();
      await world.restartServer();
      await page.goto(`${line.url}/content/media`);
      const unfinished = page.getByRole('region', { name: 'Begun and not finished' });
      await expect(unfinished.getByRole('listitem')).toHaveText(/large\.png.* [1-9]\d? % arrived/);
      await library.look('unfinished');
      const [kept] = await arrived();
      expect(kept?.offsetBytes).toBeGreaterThan(2_000_000);
      const before = line.sentBytes();
      await unfinished.locator('input[type=file]').setInputFiles(path);
      await expect(rows).toContainText(/large\.png.*Went on from [1-9]\d? %/s);
      await expect(rows).toHaveCount(0, { timeout: 45_000 });
      await expect(unfinished).toHaveCount(0);
      const missing = (kept?.sizeBytes ?? 0) - (kept?.offsetBytes ?? 0);
      expect(line.sentBytes() - before, 'only what was missing was sent').toBeLessThan(missing + besideBytes);
      await expect
        .poll(async () =>
          (await world.operator.get('/api/media')).media.map(({ fileName, state }: Record<string, string>) => `${fileName} ${state}`),
        )
        .toEqual(['large.png ready']);
      test.info().annotations.push({ type: 'bytes', description: JSON.stringify({ ...kept, sentAgain: line.sentBytes() - before }) });
    } finally {
      await library.stop();
    }
  },
);
