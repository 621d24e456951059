import { expect, test } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openController, tileOf } from '../drivers/controller-driver.ts';
import { openCutLine } from '../drivers/cut-line.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';
import { gatecast, node } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';

// To a technician: many screens are changed, ordered and added together after a look at what would happen; what is wrong is taken on and ends by
// itself; whatever it is, it is begun from the keyboard; and a lost connection is said, and heals. All in one world: while one thing is waited for,
// the next is done.

test(
  'screens are changed, added and ordered together, an incident is taken on and ends, and a lost connection heals',
  { tag: '@long' },
  async ({ page }) => {
    const world = await FleetWorld.start();
    const line = await openCutLine(world.url);
    const folder = await mkdtemp(join(tmpdir(), 'gatecast-day-'));
    const startPlayers = () =>
      new Program(
        'simulated players',
        node,
        [
          ...[gatecast, 'simulate', '--players', '2', '--server', world.url, '--email', world.email('operator')],
          ...['--data', join(folder, 'players'), '--ramp', '1', '--json'],
        ],
        { GATECAST_PASSWORD: world.password },
      );
    let players = startPlayers();
    try {
      for (const name of ['Gate 1', 'Gate 2', 'Gate 3']) await world.addScreen(name, { tags: ['hall'] });
      await players.event(({ event }) => event === 'connected', 'two players', 60_000);
      await openController(page, world, 'operator', line.url);
      // a line to a part of the fleet is cut, and what comes of that is waited for meanwhile
      await players.stop();

      await page.goto(`${line.url}/screens`);
      for (const name of ['Gate 1', 'Gate 2']) await page.getByRole('checkbox', { name: `Choose ${name}`, exact: true }).check();
      const chosen = page.getByRole('group', { name: 'Chosen screens' });
      await expect(chosen).toContainText('2 of 5 chosen');
      await chosen.getByRole('button', { name: 'Change' }).click();
      const edit = page.getByRole('form', { name: 'Change' });
      await edit.getByRole('combobox', { name: 'Give tags' }).fill('night');
      await page.keyboard.press('Enter');
      await edit.getByRole('combobox', { name: 'Give tags' }).fill('hall');
      await page.keyboard.press('Enter');
      await edit.getByRole('button', { name: 'See what would happen' }).click();
      await expect(edit.getByText('2 screens would change, 0 are so already')).toBeVisible();
      expect((await tagsOf(world, 'Gate 1')).join(' '), 'a look changes nothing').toBe('hall');
      await edit.getByRole('button', { name: 'Save 2 changes' }).click();
      await expect(edit).toHaveCount(0);
      expect([await tagsOf(world, 'Gate 1'), await tagsOf(world, 'Gate 3')]).toEqual([['hall', 'night'], ['hall']]);

      await page.getByRole('button', { name: 'Read from CSV' }).click();
      const reading = page.getByRole('form', { name: 'Read from CSV' });
      const read = async (rows: readonly string[]) => {
        const text = ['site,area,name,kind,widthPx,heightPx,tags', ...rows].join('\n');
        await reading.locator('input[type=file]').setInputFiles({ name: 'screens.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
        await reading.getByRole('button', { name: 'See what would happen' }).click();
      };
      const changed = 'Test gate,Arrivals,Gate 3,display,1280,720,hall lift';
      await read([changed, 'Test gate,Arrivals,Gate 9,display,wide,1080,hall']);
      await expect(reading.getByRole('alert')).toContainText('Line 3 · widthPx');
      await read([changed, 'Test gate,Arrivals,Gate 9,display,1920,1080,hall']);
      await expect(reading.getByText('1 to be added, 1 to be changed, 0 stay as they are')).toBeVisible();
      await reading.getByRole('button', { name: 'Save 2 changes' }).click();
      await expect(reading).toHaveCount(0);
      await expect(page.getByRole('link', { name: 'Gate 9', exact: true })).toBeVisible();
      expect([await tagsOf(world, 'Gate 3'), await tagsOf(world, 'Gate 9')]).toEqual([['hall', 'lift'], ['hall']]);

      await page.goto(`${line.url}/incidents`);
      const incident = page.getByRole('row', { name: /Offline.*Simulated 00001/ });
      await expect(incident).toContainText('Open', { timeout: 90_000 });
      await incident.getByRole('button', { name: 'Take on' }).click();
      const taking = page.getByRole('form', { name: 'Take on' });
      await taking.getByLabel('Note').fill('The switch is being changed.');
      await taking.getByRole('button', { name: 'Take on' }).click();
      await expect(incident).toContainText('Taken on');
      await expect(incident).toContainText('The switch is being changed.');
      expect(await violationsOn(page)).toEqual([]);
      // the device is back: the incident ends by itself, after a while in which it stays
      players = startPlayers();
      await players.event(({ event }) => event === 'connected', 'two players again', 60_000);

      await page.goto(`${line.url}/screens?find=simulated`);
      await page.getByRole('checkbox', { name: 'Choose all that are shown' }).check();
      await chosen.getByRole('button', { name: 'Give an order' }).click();
      const order = page.getByRole('form', { name: 'Give an order' });
      await order.getByRole('button', { name: 'See what would happen' }).click();
      await expect(order.getByText('It would reach 2 of 2 screens')).toBeVisible();
      expect(await commandsOf(world, 'Simulated 00001'), 'a look orders nothing').toEqual([]);
      await order.getByRole('button', { name: 'Order 2 screens' }).click();
      await expect(order.getByText('Ordered; each result comes in by itself')).toBeVisible();
      expect(await commandsOf(world, 'Simulated 00001')).toEqual(['identify']);
      await order.getByRole('button', { name: 'Close' }).click();

      await page.keyboard.press('Control+k');
      const palette = page.getByRole('combobox', { name: 'Search and go' });
      await expect(palette).toBeFocused();
      // as a sheet does that closes beneath it
      await page.locator('main input').first().focus();
      await expect(palette).toBeFocused();
      await page.keyboard.type('identify 00002');
      await expect(page.getByRole('group', { name: 'To do' }).getByRole('option')).toHaveText([/^Identify: Simulated 00002/]);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1, name: 'Simulated 00002' })).toBeVisible();
      await expect.poll(() => commandsOf(world, 'Simulated 00002')).toEqual(['identify', 'identify']);
      await page.keyboard.press('Control+k');
      await palette.fill('gate');
      await expect(page.getByRole('group', { name: 'Sites' }).getByRole('option', { name: /^Test gate/ })).toBeVisible();
      await expect(page.getByRole('group', { name: 'Screens' }).getByRole('option', { name: /^Gate 9/ })).toBeVisible();
      await palette.fill('invite');
      await expect(page.getByText('Nothing found'), 'which is another role’s').toBeVisible();
      expect(await violationsOn(page, { within: '[role="dialog"]' })).toEqual([]);
      await palette.fill('add an item');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('form', { name: 'Add an item' })).toBeVisible();
      await expect(page).toHaveURL(/\/content$/);

      await page.goto(line.url);
      await expect(tileOf(page, 'Gate 9')).toBeVisible();
      line.cut();
      await expect(page.getByText('Connection lost. Trying again; what you see may be out of date.')).toBeVisible();
      await expect(tileOf(page, 'Gate 9'), 'what is known stays').toBeVisible();
      await world.addScreen('Gate 10');
      line.mend();
      await expect(page.getByText(/^Connection lost/)).toHaveCount(0);
      await expect(tileOf(page, 'Gate 10'), 'what was missed is read again').toBeVisible();

      await page.goto(`${line.url}/incidents?state=resolved&kind=offline`);
      await expect(incident).toContainText('Over', { timeout: 90_000 });
    } finally {
      await players.stop();
      await line.close();
      await world.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
);

async function screenNamed(world: FleetWorld, name: string): Promise<{ readonly id: string; readonly tags: readonly string[] }> {
  const { screens } = await world.operator.get('/api/screens');
  return screens.find((screen: { name: string }) => screen.name === name);
}
async function tagsOf(world: FleetWorld, name: string): Promise<readonly string[]> {
  return (await screenNamed(world, name)).tags;
}
async function commandsOf(world: FleetWorld, name: string): Promise<readonly string[]> {
  const { commands } = await world.operator.get(`/api/screens/${(await screenNamed(world, name)).id}/commands`);
  return commands.map(({ order }: { order: { name: string } }) => order.name);
}
