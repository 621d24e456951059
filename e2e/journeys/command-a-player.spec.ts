import { expect, test } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { onGreenScreen } from '../drivers/green-screen.ts';
import { colours } from '../worlds/fleet-world.ts';

// To a technician: what is wrong with a screen is seen and mended without travelling, and what became of each order is told.

test('a technician restarts a player, which plays again, sets its sound, and fetches its logs; what it cannot do it says', async ({
  page,
}) => {
  await onGreenScreen(async ({ world, screenId, player }) => {
    await openController(page, world, 'operator');
    await page.goto(`${world.url}/screens/${screenId}`);
    const commands = page.getByRole('region', { name: 'Commands' });
    const newest = commands.getByRole('list', { name: 'Last commands' }).getByRole('listitem').first();

    await commands.getByRole('button', { name: 'Restart the player' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restart the player' }).click();
    await expect(newest).toContainText('done', { timeout: 40_000 });
    await expect(newest).toContainText('Restart the player');
    await expect.poll(() => player.shows(colours.green)).toBe(true);

    await commands.getByRole('button', { name: 'Set quiet hours' }).click();
    await expect(newest).toContainText('Quiet hours: none');
    await commands.getByRole('button', { name: 'Off', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Off', exact: true }).click();
    await expect(newest).toContainText('This device cannot do it.');
    await commands.getByRole('button', { name: 'Fetch logs' }).click();
    const downloading = page.waitForEvent('download');
    await newest.getByRole('link', { name: 'Download the logs' }).click();
    expect((await downloading).suggestedFilename()).toMatch(/\.jsonl\.gz$/);
  });
});
