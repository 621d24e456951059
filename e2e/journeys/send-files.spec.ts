import { expect, test } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { openController } from '../drivers/controller-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';

// To an editor: files go up some at once, each can be called off, and where the connection is lost the file says so and is sent again.

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

test('of four files one is called off, one is refused with advice, and two that lost the connection are sent again', async ({ page }) => {
  const world = await FleetWorld.start();
  try {
    await openController(page, world, 'operator');
    await page.goto(`${world.url}/content/media`);
    const network = await page.context().newCDPSession(page);
    const speed = (uploadThroughput: number) =>
      network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput });
    await speed(100_000);
    const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: noise(800) });
    await page
      .getByLabel('Choose files to upload')
      .setInputFiles([
        picture('one.png'),
        picture('two.png'),
        picture('three.png'),
        { name: 'no.png', mimeType: 'image/png', buffer: Buffer.from('no picture') },
      ]);
    const rows = page.getByRole('list', { name: 'Files on their way' }).getByRole('listitem');
    await expect(rows).toHaveCount(4);
    await expect(rows.filter({ hasText: 'waits for its turn' })).toHaveCount(2);
    await expect(rows.filter({ hasText: 'one.png' })).toContainText(/ [1-9]\d? %/);
    await page.getByRole('button', { name: 'Cancel the upload of two.png' }).click();
    await expect(rows).toHaveCount(3);
    await expect(rows.filter({ hasText: 'three.png' })).toContainText(/ [1-9]\d? %/);

    await world.killServer();
    await expect(rows.filter({ hasText: 'The connection was lost' })).toHaveCount(3);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await violationsOn(page)).toEqual([]);
      await page.screenshot({ path: test.info().outputPath(`lost-${width}.png`) });
    }
    await world.restartServer();
    await speed(-1);
    for (const name of ['one.png', 'three.png', 'no.png']) await page.getByRole('button', { name: `Send again: ${name}` }).click();
    await expect(rows.filter({ hasText: 'Save it anew as JPEG' })).toContainText('no.png');
    await expect(rows).toHaveCount(1);
    await page.getByRole('button', { name: 'Close the failed no.png' }).click();
    await expect(rows).toHaveCount(0);
    const { media } = await world.operator.get('/api/media');
    expect(media.map(({ fileName }: { fileName: string }) => fileName).toSorted()).toEqual(['one.png', 'three.png']);
  } finally {
    await world.stop();
  }
});
