import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { mainShell, PlayerDriver } from '../drivers/player-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';
import { isColour, middleColour } from '../worlds/glass.ts';

// To an operator and an auditor: any instant of a screen is seen as its stage draws it, with the reasons; what is over stands beside what
// the player signed, and what is only planned is seen before it is published.

const frame = (page: Page) => page.locator('iframe[title^="What the stage of Cửa đến 1 shows"]');
const shows = async (page: Page, name: keyof typeof colours) => isColour(await middleColour(await frame(page).screenshot()), colours[name]);

test('an instant that is over, one to come and one that is only planned are looked at on one page', { tag: '@long' }, async ({ page }) => {
  const startMs = Date.now();
  const world = await FleetWorld.start();
  const screenId = await world.addScreen('Cửa đến 1');
  const [red, blue] = [await world.addPicture('Red', colours.red, 5_000), await world.addPicture('Blue', colours.blue)];
  await world.addEntry('Always', await world.addPlaylist('Loop', [red]));
  await world.publish();
  const player = new PlayerDriver(world, mainShell(), 0);
  try {
    await player.enrol(screenId);
    await player.releaseActive();
    const when = { kind: 'once', start: '2099-09-04T22:00', end: '2099-09-04T23:00' };
    await world.addEntry('Night', await world.addPlaylist('Late', [blue]), { tier: 'regular', when });
    await openController(page, world, 'operator');
    // the first exposure is over and has been told
    const told = async () => (await world.operator.get(`/api/screens/${screenId}/plays?fromMs=${startMs}&untilMs=${Date.now() + 1}`)).plays;
    await expect.poll(async () => (await told()).length).toBeGreaterThan(0);
    const [play] = await told();
    const atMs = Math.round((play.fromMs + play.untilMs) / 2);

    await page.goto(`${world.url}/screens/${screenId}`);
    await page.getByRole('link', { name: 'Time machine' }).click();
    await expect.poll(() => shows(page, 'red')).toBe(true);
    await page.goto(`${world.url}/screens/${screenId}/time?at=${atMs}`);
    await expect(page.getByText('Shown as expected')).toBeVisible();
    await expect.poll(() => shows(page, 'red')).toBe(true);
    await expect(page.getByText('Always plays')).toBeVisible();

    await page.getByLabel('At', { exact: true }).fill('2099-09-04T22:30:00');
    await page.getByRole('button', { name: 'Go there' }).click();
    await expect(page.getByText('Always plays')).toBeVisible();
    await expect.poll(() => shows(page, 'red')).toBe(true);
    await page.getByText('If published now').click();
    await expect(page.getByText('Night plays')).toBeVisible();
    await expect.poll(() => shows(page, 'blue')).toBe(true);

    const slider = page.getByRole('slider', { name: /^Instant/ });
    await slider.focus();
    await slider.press('End');
    await expect(page.getByText('Always plays')).toBeVisible();
    await expect.poll(() => shows(page, 'red')).toBe(true);
    await expect(page).toHaveURL(/by=draft/);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  } finally {
    await player.stop();
    await world.stop();
  }
});
