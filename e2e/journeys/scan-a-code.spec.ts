import { expect, test } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { renderSVG } from 'uqr';
import { openController } from '../drivers/controller-driver.ts';
import { mainShell, PlayerDriver } from '../drivers/player-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To a technician on a phone: the code on a new screen is read by the camera. The camera is one of Chromium's that plays a file: a wall first, then
// the glass of a device that waits.

test('a phone reads the code of a device that waits, and makes it the player of a screen', { tag: '@long' }, async ({ playwright }) => {
  const world = await FleetWorld.start();
  const place = { x: 0, y: 0, width: 1280, height: 720 };
  const player = new PlayerDriver(world, mainShell(), 0, place);
  const camera = join(world.folder, 'camera.mjpeg');
  const { launchOptions } = test.info().project.use;
  const cameraArgs = [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${camera}`,
  ];
  const browser = await playwright.chromium.launch({ ...launchOptions, args: [...(launchOptions?.args ?? []), ...cameraArgs] });
  try {
    await world.addScreen('Arrivals 1');
    await world.addEntry('Always', await world.addPlaylist('Loop', [await world.addPicture('Green', colours.green)]));
    await world.publish();
    const code = await player.pairingCode();
    const shown = `${code.slice(0, 4)}-${code.slice(4)}`;
    const wall = await sharp({ create: { ...place, channels: 3, background: '#8a8378' } })
      .jpeg()
      .toBuffer();
    // a device whose server is at a loopback address draws no code, as no phone could follow it
    const drawn = renderSVG(`${world.url}/enrol?code=${shown}`, { pixelSize: 7 });
    const glass = await sharp(await player.glass())
      .composite([{ input: Buffer.from(drawn), gravity: 'southeast' }])
      .blur(1)
      .jpeg({ quality: 70 })
      .toBuffer();
    await writeFile(camera, Buffer.concat([...Array.from({ length: 10 }, () => wall), ...Array.from({ length: 30 }, () => glass)]));

    const page = await browser.newPage({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'en-GB' });
    await openController(page, world, 'operator');
    await page.goto(`${world.url}/enrol`);
    await page.getByRole('combobox', { name: 'Screen', exact: true }).last().tap();
    await page.getByRole('option', { name: /Arrivals 1/ }).tap();
    await page.getByRole('button', { name: 'Scan with the camera' }).tap();
    await expect(page.getByLabel('Pairing code')).toHaveValue(shown);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.getByRole('button', { name: 'Pair', exact: true }).tap();
    await expect(page.getByText('Fingerprint of the root document')).toBeVisible();
    await expect.poll(() => player.shows(colours.green)).toBe(true);
  } finally {
    await browser.close();
    await player.stop();
    await world.stop();
  }
});
