import { expect, test } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { mainShell, PlayerDriver } from '../drivers/player-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To an operator: what is to come at a common instant comes then, whatever has become of the server; it can be taken back before, and
// what was before can be had again after.

test(
  'a publication for later is withdrawn; another comes at its instant without a server, and is rolled back',
  { tag: '@long' },
  async ({ page }) => {
    const world = await FleetWorld.start();
    const screenId = await world.addScreen('Arrivals 1');
    const [red, blue] = [await world.addPicture('Red', colours.red), await world.addPicture('Blue', colours.blue)];
    const playlistId = await world.addPlaylist('Loop', [red]);
    await world.addEntry('Morning', playlistId);
    const first = await world.publish();
    const player = new PlayerDriver(world, mainShell(), 0);
    try {
      await player.enrol(screenId);
      await expect.poll(() => player.shows(colours.red)).toBe(true);

      await openController(page, world, 'operator');
      const slots = [{ kind: 'item', itemId: blue, weight: 1 }];
      await world.operator.put(`/api/playlists/${playlistId}`, { name: 'Loop', slots, revision: 1 });
      await page.goto(`${world.url}/schedule/publish`);
      await expect(page.getByText('The picture differs at once.')).toBeVisible();
      await expect(page.getByText('Item “Blue” is added')).toBeVisible();
      await page.getByLabel('Common activation').fill('2099-01-01T04:00');
      await page.getByRole('button', { name: 'Schedule for 1 screen' }).click();
      await expect(page.getByText('must be after now')).toBeVisible();
      await page.getByLabel('Common activation').fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 16));
      await page.getByRole('button', { name: 'Schedule for 1 screen' }).click();
      await expect(page.getByText(/Waits on its screens and is activated on/)).toBeVisible();
      await expect(page.locator('tr[data-state=prepared]')).toHaveCount(1);
      expect(await player.shows(colours.red)).toBe(true);
      await page.getByRole('button', { name: 'Withdraw' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
      await expect(page.getByText('Withdraws a publication')).toBeVisible();
      await expect(page.getByText('Active on 1 of 1 screens')).toBeVisible();
      expect(await player.shows(colours.red)).toBe(true);

      const activateAtMs = Date.now() + 6_000;
      const second = await world.operator.post('/api/publications', { note: 'at once, together', activateAtMs });
      await expect
        .poll(async () => (await world.operator.get(`/api/publications/${second.id}`)).screens[0].state, { intervals: [50] })
        .toBe('prepared');
      await world.killServer();
      expect(Date.now(), 'the server is dead before the instant').toBeLessThan(activateAtMs);
      expect(await player.shows(colours.red)).toBe(true);
      await expect.poll(() => player.shows(colours.blue), { intervals: [100], timeout: 20_000 }).toBe(true);
      expect(Date.now(), 'and not before').toBeGreaterThanOrEqual(activateAtMs);

      await world.restartServer();
      // it tells what it did meanwhile
      await expect
        .poll(async () => (await world.operator.get(`/api/publications/${second.id}`)).screens[0].state, { timeout: 60_000 })
        .toBe('active');
      await page.goto(`${world.url}/schedule/publications/${first.id}`);
      await page
        .getByRole('link', { name: 'Roll back to this…' })
        .or(page.getByRole('button', { name: 'Roll back to this…' }))
        .click();
      await expect(page.getByRole('heading', { name: 'Roll back' })).toBeVisible();
      await expect(page.getByText('Item “Red” is added')).toBeVisible();
      await page.getByRole('button', { name: 'Publish to 1 screen' }).click();
      await expect(page.getByText('Rolled back to an earlier publication')).toBeVisible();
      await expect.poll(() => player.shows(colours.red)).toBe(true);
    } finally {
      await player.stop();
      await world.stop();
    }
  },
);
