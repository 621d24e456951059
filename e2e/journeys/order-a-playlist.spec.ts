import { expect, test, type Page } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To an operator: a playlist is put in order with the mouse or the keyboard, a slip is undone, and the order is what is saved.

test('slots of a playlist are dragged, moved by keys, taken out and put back', { tag: '@long' }, async ({ page }) => {
  const world = await FleetWorld.start();
  try {
    const items = [
      await world.addPicture('Red', colours.red),
      await world.addPicture('Blue', colours.blue),
      await world.addNotice('Gate', { vi: { title: 'Cửa', body: 'Mở' } }),
    ];
    await world.addPlaylist('Loop', items);
    await openController(page, world, 'operator');
    await page.goto(`${world.url}/content/playlists`);
    await page.getByRole('button', { name: 'Loop' }).click();
    const form = page.getByRole('form', { name: 'Playlist' });
    const order = () =>
      form
        .getByRole('listitem')
        .getByText(/^\d\. /)
        .allTextContents();
    await expect.poll(order).toEqual(['1. Red', '2. Blue', '3. Gate']);
    await expect(form.getByText('One round of the items that can play now: 0 min 15 s.')).toBeVisible();

    const handle = (name: string) => form.getByRole('button', { name: `Move ${name}`, exact: true });
    const [from, to] = [await handle('Red').boundingBox(), await handle('Gate').boundingBox()];
    if (from === null || to === null) throw new Error('a handle is not drawn');
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 10, from.y + 24, { steps: 4 });
    await takenUp(page, 'Red is taken up, place 1 of 3');
    await page.mouse.move(to.x + 10, to.y + 14, { steps: 12 });
    await expect(page.getByText('Red: place 3 of 3')).toBeAttached();
    await page.mouse.up();
    await expect.poll(order).toEqual(['1. Blue', '2. Gate', '3. Red']);

    await handle('Red').focus();
    await page.keyboard.press('Space');
    await takenUp(page, 'Red is taken up, place 3 of 3');
    await page.keyboard.press('ArrowUp');
    await expect(page.getByText('Red: place 2 of 3')).toBeAttached();
    await page.keyboard.press('Escape');
    await expect.poll(order, 'Escape leaves the slot where it was, and the form open').toEqual(['1. Blue', '2. Gate', '3. Red']);

    await page.keyboard.press('Space');
    await takenUp(page, 'Red is taken up, place 3 of 3');
    await page.keyboard.press('ArrowUp');
    await expect(page.getByText('Red: place 2 of 3')).toBeAttached();
    await page.keyboard.press('Space');
    await expect.poll(order).toEqual(['1. Blue', '2. Red', '3. Gate']);

    await form.getByRole('button', { name: 'Take out Red' }).click();
    await expect.poll(order).toEqual(['1. Blue', '2. Gate']);
    await page.keyboard.press('Enter');
    await expect.poll(order).toEqual(['1. Blue', '2. Red', '3. Gate']);

    for (const width of [1440, 1024, 390])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        expect(await violationsOn(page)).toEqual([]);
        await page.screenshot({ path: test.info().outputPath(`${width}-${colorScheme}.png`) });
      }

    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form).toBeHidden();
    const { playlists } = await world.operator.get('/api/playlists');
    expect(playlists[0].slots.map(({ itemId }: { itemId: string }) => itemId)).toEqual([items[1], items[0], items[2]]);
  } finally {
    await world.stop();
  }
});

/** The list measures its places in the frame after it has said so; keys of before are lost, which no hand is quick enough for. */
async function takenUp(page: Page, said: string): Promise<void> {
  await expect(page.getByText(said)).toBeAttached();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))));
}
