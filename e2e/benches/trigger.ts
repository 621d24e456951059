import { chromium, type Page } from '@playwright/test';
import { openController, openEmergency } from '../drivers/controller-driver.ts';
import { mainShell, PlayerDriver } from '../drivers/player-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';
import virtualDisplay from '../worlds/virtual-display.ts';
import { bareTrigger, clickAndTell } from './bare-trigger.ts';
import { median, quantile, rounded, type BenchReport } from './report.ts';

const raiseNow = 'Raise now – this is real';

/**
 * From an operator's click in the controller to the alert painted on a real player, idle and during a large
 * publication; beside the least way from a click to paint in the same run: HTTP, a bare `ws` message, a frame.
 */
export async function trigger({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const rounds = isQuick ? 8 : 30;
  const screens = isQuick ? 60 : 400;
  const closeDisplay = await virtualDisplay();
  const browser = await chromium.launch({
    executablePath: process.env['GATECAST_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const world = await FleetWorld.start();
  const screenId = await world.addScreen('Arrivals 1');
  const green = await world.addPicture('Green', colours.green);
  await world.addEntry('Always', await world.addPlaylist('Loop', [green]));
  await world.publish();
  await world.addAlertTemplate('Evacuation', { vi: 'Sơ tán ngay', en: 'Evacuate now' });
  const player = new PlayerDriver(world, mainShell(), 0);
  try {
    await player.enrol(screenId);
    await player.releaseActive();
    const page = await browser.newPage();
    await openController(page, world, 'operator');
    await openEmergency(page);
    const idle: number[] = [];
    for (let round = 0; round < rounds; round += 1) idle.push(await raiseOnce(page, world));

    for (let index = 0; index < screens; index += 1) await world.addScreen(`Large ${index}`);
    const busy: number[] = [];
    for (let round = 0; round < Math.ceil(rounds / 2); round += 1) {
      await world.addEntry(`Change ${round}`, await world.addPlaylist(`Loop ${round}`, [green]), { tier: 'regular' });
      const publishing = world.publish({ acceptConflicts: true });
      busy.push(await raiseOnce(page, world));
      await publishing;
    }
    const bare = await bareTrigger(browser, rounds);
    const figures = {
      rounds,
      screens: screens + 1,
      idleMs: median(idle),
      idleP95Ms: quantile(idle, 0.95),
      publishingMs: median(busy),
      publishingWorstMs: Math.max(...busy),
    };
    const limits = { bareMs: median(bare), bareP95Ms: quantile(bare, 0.95) };
    const ratios = { idle: figures.idleMs / limits.bareMs, publishing: figures.publishingMs / limits.bareMs };
    return {
      bench: 'trigger',
      ok: figures.idleP95Ms < 1_000 && figures.publishingWorstMs < 2_000,
      figures: rounded(figures),
      limits: rounded(limits),
      ratios: rounded(ratios),
    };
  } finally {
    await player.stop();
    await browser.close();
    await world.stop();
    closeDisplay();
  }
}

/** Raises the alert with the mouse, waits for the paint that the player reports, clears; gives click to paint. */
async function raiseOnce(page: Page, world: FleetWorld): Promise<number> {
  await page.getByRole('button', { name: /^Evacuation/ }).click();
  await page.getByRole('button', { name: raiseNow }).waitFor();
  const clickedAtMs = await clickAndTell(page, raiseNow);
  const board = page.getByRole('article', { name: 'Evacuate now' });
  await board.getByText(/^Painted on 1 of/).waitFor();
  const { alerts } = await world.operator.get('/api/alerts');
  const alert = alerts.find((each: { state: string }) => each.state === 'active');
  await world.operator.post(`/api/alerts/${alert.id}/clear`);
  await board.waitFor({ state: 'detached' });
  return alert.counts.firstPaintedAtMs - clickedAtMs;
}
