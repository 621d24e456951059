import { expect, test } from '@playwright/test';
import { openController, openEmergency, tileOf } from '../drivers/controller-driver.ts';
import { mainShell, PlayerDriver } from '../drivers/player-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To an emergency issuer: one click from anywhere, painted on every screen, proved; cleared, and the schedule of *now* is
// on again. What would have been due when the alert came is not shown late.

test('an alert is painted on all players, watched in the controller, cleared, and the schedule of now resumed', async ({ page }) => {
  const world = await FleetWorld.start();
  const screenIds = [await world.addScreen('Arrivals 1'), await world.addScreen('Arrivals 2'), await world.addScreen('Immigration 1')];
  const red = await world.addPicture('Red', colours.red, 3_000);
  const blue = await world.addPicture('Blue', colours.blue, 3_000);
  await world.addEntry('Always', await world.addPlaylist('Loop', [red, blue]));
  await world.publish();
  await world.addAlertTemplate('Evacuation', { vi: 'Sơ tán ngay', en: 'Evacuate now' });
  const players = screenIds.map((_, slot) => new PlayerDriver(world, slot === 2 ? 'chromium' : mainShell(), slot));
  try {
    for (const [slot, player] of players.entries()) await player.enrol(screenIds[slot] ?? '');
    const showsLoop = async (player: PlayerDriver) => (await player.shows(colours.red)) || (await player.shows(colours.blue));
    for (const player of players) await expect.poll(() => showsLoop(player), { message: `in ${player.shell}` }).toBe(true);

    await openController(page, world, 'operator');
    await openEmergency(page);
    await page.getByRole('button', { name: /^Evacuation/ }).click();
    await page.getByRole('button', { name: 'Raise now – this is real' }).click();
    await expect(page.getByText('Painted on 3 of 3')).toBeVisible();
    for (const player of players) expect(await showsLoop(player), 'what is painted is on the glass').toBe(false);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.getByRole('button', { name: 'Clear now' }).click();
    for (const [slot, player] of players.entries()) {
      // the engine on the server says what is due now; the glass must agree, a moment of changing forgiven
      await expect
        .poll(async () => {
          const before = await world.dueItem(screenIds[slot] ?? '');
          const seen = await player.shows(before === red ? colours.red : colours.blue);
          return before === (await world.dueItem(screenIds[slot] ?? '')) ? seen : 'changing';
        })
        .toBe(true);
    }
    const { alerts } = await world.operator.get('/api/alerts');
    await expect
      .poll(async () => {
        const { told, cleared } = (await world.alert(alerts[0].id)).counts;
        return told - cleared;
      })
      .toBe(0);
  } finally {
    for (const player of players) await player.stop();
    await world.stop();
  }
});

test('an alert in free text waits for another person, and its issuer cannot be that person', async ({ page, browser }) => {
  const world = await FleetWorld.start();
  const first = await world.addScreen('Arrivals 1');
  let last = first;
  for (let number = 2; number <= 140; number += 1) last = await world.addScreen(`Hall ${String(number).padStart(3, '0')}`);
  try {
    const texts = { vi: { headline: 'Đóng cửa số 3', instruction: '' }, en: { headline: 'Gate 3 is closed', instruction: '' } };
    const request = { siteId: world.siteId, severity: 'moderate', urgency: 'immediate', style: 'banner', texts };
    const alert = await world.operator.post('/api/alerts/requests', request);
    expect(alert.state).toBe('requested');
    await openController(page, world, 'operator');
    await openEmergency(page);
    await expect(page.getByText('Gate 3 is closed').first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Approve and raise now' })).toHaveCount(0);
    const other = await (await browser.newContext()).newPage();
    await openController(other, world, 'approver');
    await openEmergency(other);
    await other.getByRole('button', { name: 'Approve and raise now' }).click();
    await expect(page.getByText('1 active alert')).toBeVisible();
    expect((await world.alert(alert.id)).state).toBe('active');

    // on a wall of more screens than stand in a window, each tile says how far it is, and only those in view are asked for
    const asked = new Set<string>();
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      // the board of the page before asks for every screen, as late as it was told of the alert
      if (!pathname.endsWith('/reach') || new URL(page.url()).pathname !== '/') return;
      for (const screenId of (searchParams.get('screenIds') ?? 'every screen').split(',')) asked.add(screenId);
    });
    await page.getByRole('link', { name: 'Wall', exact: true }).click();
    await expect(tileOf(page, 'Arrivals 1')).toContainText('Gate 3 is closed');
    await expect(tileOf(page, 'Arrivals 1')).toContainText('on its way');
    await expect.poll(() => asked.has(first)).toBe(true);
    expect(asked.has('every screen')).toBe(false);
    expect(asked.size).toBeLessThan(90);
    // whoever asks one of them why it shows what it shows is told of the alert before the plan, from the moment it is raised until it is cleared
    const asking = await page.context().newPage();
    await asking.goto(`${world.url}/screens/${first}`);
    const why = asking.getByRole('region', { name: 'What plays, and why' });
    await expect(why.getByText('An alert stands over this screen as a banner: “Gate 3 is closed”')).toBeVisible();
    await asking.close();
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect.poll(() => asked.has(last)).toBe(true);
  } finally {
    await world.stop();
  }
});
