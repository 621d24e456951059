import { expect, test } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';

// To an editor: what is typed is there until it is saved or thrown away on purpose; what expires goes on expiring when a word is corrected.

test('what was typed in one language outlives a look at another, a colleague who is quicker, Back and a link', async ({ page }) => {
  const world = await FleetWorld.start();
  try {
    const id = await world.addNotice('Visa fees', {
      en: { title: 'Visa on arrival', body: 'Pay at counter 5.' },
      vi: { title: 'Thị thực', body: 'Trả tại quầy 5.' },
    });
    const path = `/api/items/${id}/variants/en`;
    const validity = { fromMs: null, untilMs: Date.UTC(2099, 11, 31, 17) };
    await world.operator.putVariant(path, { content: { kind: 'notice', title: 'Visa on arrival', body: 'Pay at counter 5.' }, validity });
    await openController(page, world, 'operator');
    await page.goto(`${world.url}/content`);
    await page.getByRole('link', { name: 'Visa fees' }).first().click();
    await page.getByRole('tab', { name: 'English' }).click();
    const form = page.getByRole('form', { name: 'Text in this language' });
    const body = form.getByRole('textbox', { name: 'Text', exact: true });
    await expect(form.getByLabel('Valid until')).toHaveValue('2100-01-01T00:00');
    await body.fill('Pay at counter 6.');

    await page.getByRole('tab', { name: 'Vietnamese' }).click();
    await expect(body).toHaveValue('Trả tại quầy 5.');
    await page.getByRole('tab', { name: 'English · not saved' }).click();
    await expect(body).toHaveValue('Pay at counter 6.');

    // a colleague saves the same language meanwhile: theirs stands beside what was typed
    await world.operator.putVariant(path, { content: { kind: 'notice', title: 'Visa on arrival', body: 'Pay at counter 7.' } });
    await expect(form.getByRole('alert')).toContainText('Somebody else changed this meanwhile');
    await expect(page.getByRole('group', { name: 'Preview' })).toContainText('Pay at counter 7.');
    await expect(body).toHaveValue('Pay at counter 6.');
    await form.getByRole('button', { name: 'Keep mine' }).click();

    const question = page.getByRole('dialog', { name: 'Throw away what you typed?' });
    await page.goBack();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Wall' }).click();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect(body).toHaveValue('Pay at counter 6.');

    await form.getByRole('button', { name: 'Save draft' }).click();
    await expect(page.getByText('The draft is saved')).toBeVisible();
    const { variants } = await world.operator.get(`/api/items/${id}`);
    expect(variants.find((each: { language: string }) => each.language === 'en')).toMatchObject({
      content: { body: 'Pay at counter 6.' },
      validity,
    });
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Wall' }).click();
    await expect(page).toHaveURL(/\/(wall|\?|$)/);
  } finally {
    await world.stop();
  }
});

test('an item is renamed, and removed where nothing of it was ever shown', async ({ page }) => {
  const world = await FleetWorld.start();
  try {
    const shown = await world.addNotice('Visa fees', { en: { title: 'Visa', body: 'Pay at counter 5.' } });
    const draft = await world.addItem('notice', 'Old draft', {});
    const playlistId = await world.addPlaylist('Hall', [draft]);
    await openController(page, world, 'operator');
    await page.goto(`${world.url}/content/items/${shown}`);
    await page.getByRole('button', { name: 'Edit details' }).click();
    const details = page.getByRole('form', { name: 'Details of the item' });
    await details.getByLabel('Title of the item').fill('Fees of visas');
    // a colleague is quicker
    const { variants: _, tags: __, kind: ___, id: ____, changedAtMs: _____, ...item } = await world.operator.get(`/api/items/${shown}`);
    await world.operator.put(`/api/items/${shown}`, { ...item, title: 'Theirs' });
    await details.getByRole('button', { name: 'Save' }).click();
    await details.getByRole('button', { name: 'Keep mine' }).click();
    await expect(page.getByRole('heading', { name: 'Fees of visas' })).toBeVisible();
    await page.getByRole('button', { name: 'Edit details' }).click();
    await expect(details.getByRole('button', { name: 'Remove the item' })).toHaveCount(0);

    await page.goto(`${world.url}/content/items/${draft}`);
    await page.getByRole('button', { name: 'Edit details' }).click();
    const remove = async () => {
      await details.getByRole('button', { name: 'Remove the item' }).click();
      await page.getByRole('dialog', { name: 'Remove the item' }).getByRole('button', { name: 'Remove the item' }).click();
    };
    await remove();
    await expect(details.getByRole('alert')).toContainText('The playlist “Hall”');
    await world.operator.put(`/api/playlists/${playlistId}`, { name: 'Hall', slots: [], revision: 1 });
    await remove();
    await expect(page).toHaveURL(/\/content$/);
    await expect(page.getByRole('link', { name: 'Fees of visas' }).first()).toBeVisible();
    await expect(page.getByRole('link', { name: 'Old draft' })).toHaveCount(0);

    await page.goto(`${world.url}/content/playlists`);
    await page.getByRole('button', { name: 'Hall' }).click();
    await page.getByRole('button', { name: 'Remove the playlist' }).click();
    await page.getByRole('dialog', { name: 'Remove the playlist' }).getByRole('button', { name: 'Remove the playlist' }).click();
    await expect(page.getByText('The playlist is removed')).toBeVisible();
  } finally {
    await world.stop();
  }
});
