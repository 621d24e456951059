import { expect, test, type Page } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { mainShell, PlayerDriver } from '../drivers/player-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';
import { pictureOf } from '../worlds/glass.ts';
import { signIn } from '../worlds/api.ts';

// To an organisation: the controller carries its name, logo and colour, on the sign-in page too, and stays readable in any colour.
// To whoever practises: a server for that cannot be taken for the one in service.

const accessible = async (page: Page) => {
  expect(await violationsOn(page)).toEqual([]);
};

test(
  'name, logo and colour stand on every page and before sign-in, and can be read on light and dark',
  { tag: '@long' },
  async ({ browser }) => {
    const world = await FleetWorld.start();
    const page = await (await browser.newContext()).newPage();
    await openController(page, world, 'administrator');
    await page.getByRole('link', { name: 'Appearance' }).click();
    const form = page.getByRole('form', { name: 'Appearance' });
    await accessible(page);
    await form.getByLabel('Name of the organisation').fill('Cảng hàng không Nội Bài');
    const choosing = page.waitForEvent('filechooser');
    await form.getByRole('button', { name: 'Choose a picture' }).click();
    const chooser = await choosing;
    await chooser.setFiles({ name: 'logo.svg', mimeType: 'image/png', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') });
    await form.getByLabel('Colour', { exact: true }).fill('#ffe600');
    await form.getByRole('button', { name: 'Save' }).click();
    // judged by what it is and not by what it is called; nothing that was typed is gone
    await expect(form.getByRole('alert')).toContainText('SVG drawings can hold programs');
    await expect(form.getByLabel('Name of the organisation')).toHaveValue('Cảng hàng không Nội Bài');
    const again = page.waitForEvent('filechooser');
    await form.getByRole('button', { name: 'Choose a picture' }).click();
    const logo = await pictureOf({ red: 20, green: 60, blue: 140 });
    await (await again).setFiles({ name: 'logo.png', mimeType: 'image/png', buffer: logo });
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('link', { name: 'Cảng hàng không Nội Bài' })).toBeVisible();
    await expect(page).toHaveTitle('Appearance · Cảng hàng không Nội Bài');
    const shown = page.locator('header img');
    await expect(shown).toHaveAttribute('src', /^\/api\/branding\/logo\/[0-9a-f]{64}$/);
    expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    // the brightest yellow there is, as dark as text on it needs
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const path of ['/appearance', '/', '/schedule', '/content']) {
        await page.goto(world.url + path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await accessible(page);
      }
    }

    // somebody else changes the name meanwhile: nothing is overwritten silently
    await page.goto(`${world.url}/appearance`);
    await form.getByLabel('Name of the organisation').fill('Mine');
    const colleague = await signIn(world.url, world.email('administrator'), world.password);
    const { revision, ...kept } = await colleague.get('/api/branding');
    await colleague.put('/api/branding', { ...kept, name: 'Theirs', logo: { kind: 'keep' }, revision });
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Drop mine, look at theirs' }).click();
    await expect(form.getByLabel('Name of the organisation')).toHaveValue('Theirs');

    const stranger = await (await browser.newContext()).newPage();
    await stranger.goto(world.url);
    await expect(stranger.getByRole('banner')).toContainText('Theirs');
    await expect(stranger).toHaveTitle('Sign in · Theirs');
    await stranger.getByRole('button', { name: 'Sign in' }).waitFor();
    await accessible(stranger);
    await stranger.context().close();
    await page.context().close();
    await world.stop();
  },
);

test('a server to practise on says so on every page, in its title and before sign-in', { tag: '@long' }, async ({ browser }) => {
  const world = await FleetWorld.start({ environment: { GATECAST_TRAINING: '1', GATECAST_SERVICE_URL: 'https://fleet.example/' } });
  const inService = new PlayerDriver(world, mainShell(), 0);
  const page = await (await browser.newContext()).newPage();
  await page.goto(world.url);
  await expect(page.getByRole('link', { name: 'To the fleet in service' })).toHaveAttribute('href', 'https://fleet.example/');
  const strip = page.getByRole('note');
  await expect(strip).toHaveText('TẬP HUẤN – không phải hệ thống đang vận hành · TRAINING – not the fleet in service');
  await expect(page).toHaveTitle('TẬP HUẤN / TRAINING · Sign in · Gatecast');
  await openController(page, world, 'operator');
  for (const path of ['/', '/schedule', '/emergency', '/survey/report']) {
    await page.goto(world.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect(strip).toBeInViewport();
    await expect(page).toHaveTitle(/^TẬP HUẤN \/ TRAINING · /);
    await accessible(page);
    await page.setViewportSize({ width: 390, height: 800 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1440, height: 900 });
  }
  const back = page.getByRole('navigation').getByRole('link', { name: 'To the fleet in service' });
  await expect(back).toHaveAttribute('target', '_blank');
  await expect(back).toHaveAttribute('href', 'https://fleet.example/');
  await page.goto(`${world.url}/enrol`);
  await expect(page.getByRole('alert')).toContainText('GATECAST_TRAINING=1');
  await accessible(page);

  // a screen in service that was given this address by mistake shows no code, and says why
  expect(await inService.turnedAway()).toContain('this server is there to practise with');
  await inService.stop();
  const toPractise = new PlayerDriver(world, mainShell(), 1, undefined, { GATECAST_TRAINING: '1' });
  await toPractise.enrol(await world.addScreen('T1'));
  await toPractise.stop();
  await page.context().close();
  await world.stop();
});
