import { expect, test, type Locator, type Page } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To an operator: an item is found in the stock, the address keeps how, and says where it is used; beside a playlist it is added from there.

test(
  'items are found by words and use, lead to what plays them, and are added to a playlist by button and by drag',
  { tag: '@long' },
  async ({ page }) => {
    const world = await FleetWorld.start();
    const accessible = async (name: string, widths: readonly number[] = [1440, 1024, 390]) => {
      for (const width of widths)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme });
          expect(await violationsOn(page)).toEqual([]);
          await page.screenshot({ path: test.info().outputPath(`${name}-${width}-${colorScheme}.png`) });
        }
      await page.setViewportSize({ width: 1440, height: 900 });
    };
    try {
      await world.addScreen('Arrivals 1');
      const red = await world.addPicture('Red', colours.red);
      const blue = await world.addPicture('Blue', colours.blue);
      const gate = await world.addNotice('Gate', { vi: { title: 'Cửa', body: 'Mở' } });
      await world.addEntry('Always', await world.addPlaylist('Loop', [red]));
      await openController(page, world, 'operator');
      await page.getByRole('link', { name: 'Content' }).click();
      const rows = page
        .getByRole('table', { name: 'Content' })
        .getByRole('row')
        .filter({ has: page.getByRole('link') });
      await expect(rows).toHaveCount(3);

      await page.getByRole('searchbox', { name: 'Find an item' }).fill('gat');
      await expect(rows).toHaveCount(1);
      await expect(rows).toContainText('unused');
      await expect(page).toHaveURL(/find=gat/);
      await page.reload();
      await expect(page.getByRole('searchbox', { name: 'Find an item' })).toHaveValue('gat');
      await expect(rows).toHaveCount(1);
      await page.getByRole('searchbox', { name: 'Find an item' }).fill('');
      await expect(rows).toHaveCount(3);
      await page.goto(`${world.url}/content?missing=en&kind=nonsense`);
      await expect(rows, 'pictures need no words, and what no list knows is not asked for').toHaveText([/Gate/]);
      await page.goto(`${world.url}/content?usage=used`);
      await expect(rows).toHaveText([/Red/]);
      await accessible('items');
      await onPhone(page, rows, accessible);
      await page.goto(`${world.url}/content?usage=used`);

      await page.getByRole('button', { name: 'Red: in 1 playlist, 1 entry' }).click();
      await page.getByRole('menuitem', { name: 'Always' }).click();
      await expect(page.getByRole('form', { name: 'Entry' }).getByLabel('Name')).toHaveValue('Always');
      await page.goBack();
      await page.getByRole('button', { name: 'Red: in 1 playlist, 1 entry' }).click();
      await page.getByRole('menuitem', { name: 'Loop' }).click();
      const form = page.getByRole('form', { name: 'Playlist' });
      const order = () =>
        form
          .getByRole('listitem')
          .getByText(/^\d\. /)
          .allTextContents();
      await expect.poll(order).toEqual(['1. Red']);

      const library = form.getByRole('region', { name: 'Library' });
      const found = library.getByRole('list', { name: 'Items' }).getByRole('listitem');
      await expect(found).toHaveCount(3);
      await library.getByRole('searchbox', { name: 'Library' }).fill('blu');
      await expect(found).toHaveCount(1);
      await page.keyboard.press('Enter');
      await expect(form, 'Enter in the search saves nothing').toBeVisible();
      await library.getByRole('button', { name: 'Add Blue' }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(order).toEqual(['1. Red', '2. Blue']);
      await expect(page.getByText('Blue is added at place 2')).toBeAttached();
      await library.getByRole('searchbox', { name: 'Library' }).fill('');
      await expect(found).toHaveCount(3);

      const from = await found.filter({ hasText: 'Gate' }).boundingBox();
      const to = await form.getByRole('button', { name: 'Move Red', exact: true }).boundingBox();
      if (from === null || to === null) throw new Error('a handle is not drawn');
      await page.mouse.move(from.x + 16, from.y + from.height / 2);
      await page.mouse.down();
      await page.mouse.move(from.x - 60, from.y + 40, { steps: 4 });
      await page.screenshot({ path: test.info().outputPath('dragging.png') });
      await page.mouse.move(to.x + 40, to.y + 12, { steps: 12 });
      await page.mouse.up();
      await expect.poll(order).toEqual(['1. Gate', '2. Red', '3. Blue']);
      await accessible('library');
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(form).toBeHidden();
      const { playlists } = await world.operator.get('/api/playlists');
      expect(playlists[0].slots.map(({ itemId }: { itemId: string }) => itemId)).toEqual([gate, red, blue]);
    } finally {
      await world.stop();
    }
  },
);

/** With the keyboard alone, on a screen of 390 px: filters are behind a button that tells how many are in use, and are chosen and taken back there. */
async function onPhone(page: Page, rows: Locator, accessible: (name: string, widths?: readonly number[]) => Promise<void>): Promise<void> {
  await page.setViewportSize({ width: 390, height: 900 });
  const filters = page.getByRole('button', { name: /^Filters/ });
  await expect(filters).toHaveText('Filters (1)');
  await expect(filters).toHaveAttribute('aria-expanded', 'false');
  await expect(page.getByRole('combobox')).toHaveCount(0);
  const list = await rows.first().boundingBox();
  expect(list?.y, 'the list begins on the first screen').toBeLessThan(600);
  await filters.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Kind' })).toBeVisible();
  await expect(filters).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('combobox', { name: 'Kind' })).toBeFocused();
  await page.keyboard.type('Image');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/kind=image/);
  await expect(filters).toHaveText('Filters (2)');
  await expect(rows).toHaveText([/Red/]);
  await accessible('filters', [390]);
  await page.setViewportSize({ width: 390, height: 900 });
  await page.getByRole('button', { name: 'Take all filters back' }).press('Enter');
  await expect(filters).toHaveText('Filters');
  await expect(rows).toHaveCount(3);
  await filters.press('Enter');
  await expect(page.getByRole('combobox')).toHaveCount(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(page.getByRole('combobox', { name: 'Kind' })).toBeVisible();
}

test('items are tagged together, found by the tag, and lose it one by one', { tag: '@long' }, async ({ page }) => {
  const world = await FleetWorld.start();
  const look = async (name: string) => {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await violationsOn(page)).toEqual([]);
      await page.screenshot({ path: test.info().outputPath(`${name}-${width}.png`) });
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  };
  try {
    for (const title of ['Red', 'Blue', 'Gate']) await world.addNotice(title, { vi: { title, body: 'Mở' } });
    await openController(page, world, 'operator');
    await page.getByRole('link', { name: 'Content' }).click();
    const rows = page
      .getByRole('table', { name: 'Content' })
      .getByRole('row')
      .filter({ has: page.getByRole('link') });
    for (const name of ['Red', 'Gate']) await page.getByRole('checkbox', { name: `Choose ${name}`, exact: true }).check();
    const chosen = page.getByRole('group', { name: 'Chosen items' });
    await expect(chosen).toContainText('2 items chosen');
    await chosen.getByRole('button', { name: 'Change tags' }).click();
    const form = page.getByRole('form', { name: 'Change tags' });
    await form.getByRole('combobox', { name: 'Give tags' }).fill('Tết');
    await page.keyboard.press('Enter');
    await look('tagging');
    await form.getByRole('button', { name: 'Change tags' }).click();
    await expect(page.getByText('2 items have other tags now')).toBeVisible();
    await expect(rows.filter({ hasText: '#Tết' })).toHaveCount(2);
    await expect(chosen).toBeHidden();
    await page.getByRole('combobox', { name: 'Tags' }).click();
    await page.getByRole('option', { name: 'Tết (2)' }).click();
    await expect(rows).toHaveCount(2);
    await expect(page).toHaveURL(/tag=T/);
    await look('tagged');

    await page.getByRole('link', { name: 'Gate', exact: true }).click();
    const tags = page.getByRole('combobox', { name: 'Tags' });
    await tags.fill('đường bộ');
    await page.keyboard.press('Enter');
    await expect(page.getByText('đường bộ', { exact: true })).toBeVisible();
    await look('item');
    await tags.focus();
    await page.keyboard.press('Backspace');
    await expect(page.getByText('đường bộ', { exact: true })).toBeHidden();
    await expect(tags).toBeEnabled();
    await tags.focus();
    await page.keyboard.press('Backspace');
    await expect(page.getByText('Tết', { exact: true })).toBeHidden();
    await page.goBack();
    await expect(rows).toHaveText([/Red/]);
  } finally {
    await world.stop();
  }
});
