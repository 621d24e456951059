import { expect, test } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';

// To an editor: a notice has its fees in a table and an address to take along, written without a mouse where one likes; what no screen can
// draw is said beside its field. To an approver: what a text would replace stands beside it.

test('an editor writes a notice with a table of fees and a code, and is told what no screen can draw', async ({ page, browser }) => {
  const world = await FleetWorld.start();
  try {
    const id = await world.addNotice('Visa fees', { en: { title: 'Visa on arrival', body: 'Pay at counter 5.' } });
    await openController(page, world, 'operator');
    await page.goto(`${world.url}/content/items/${id}`);
    const form = page.getByRole('form', { name: 'Text in this language' });
    await form.getByText('Fees', { exact: true }).click();
    await form.getByRole('textbox', { name: 'Fee 1' }).fill('Multiple entry');
    await form.getByRole('textbox', { name: 'Amount 1' }).fill('50 USD');
    await form.getByRole('button', { name: 'Add a row' }).press('Enter');
    await expect(form.getByRole('textbox', { name: 'Fee 2' })).toBeFocused();
    await page.keyboard.type('Single entry 🛂');
    await form.getByRole('textbox', { name: 'Amount 2' }).fill('25 USD');
    await form.getByRole('button', { name: 'Row 2 up' }).press('Enter');
    await expect(form.getByRole('textbox', { name: 'Fee 1' })).toHaveValue('Single entry 🛂');
    await expect(form.getByRole('button', { name: 'Row 1 down' })).toBeFocused();
    await form.getByText('With a QR code').click();
    await form.getByLabel('Address that the code leads to').fill('https://evisa.gov.vn');
    await form.getByLabel('Caption below the code').fill('Apply on line');

    await form.getByRole('button', { name: 'Save draft' }).click();
    await expect(form.getByText(/no font of the screens has 🛂 \(U\+1F6C2\)/).last()).toBeVisible();
    await expect(form.getByRole('textbox', { name: 'Fee 1' })).toHaveAttribute('aria-invalid', 'true');
    await form.getByRole('textbox', { name: 'Fee 1' }).fill('Single entry');
    await form.getByRole('button', { name: 'Save draft' }).click();
    await expect(page.getByText('The draft is saved')).toBeVisible();
    const preview = page.getByRole('group', { name: 'Preview' });
    await expect(preview.getByRole('row')).toHaveText(['Single entry25 USD', 'Multiple entry50 USD']);
    await expect(preview.getByRole('img', { name: 'https://evisa.gov.vn' })).toBeVisible();

    // the second person sees what this would replace, word by word
    await form.getByRole('textbox', { name: 'Text', exact: true }).fill('Pay at counter 6.');
    await form.getByRole('button', { name: 'Submit for approval' }).press('Enter');
    await expect(page.getByText('Submitted; a second person approves it').first()).toBeVisible();
    const other = await browser.newPage();
    await openController(other, world, 'approver');
    await other.goto(`${world.url}/content/approvals`);
    const waiting = other.getByRole('article', { name: /^Visa fees/ });
    await expect(waiting.getByRole('group', { name: 'Preview' })).toHaveCount(2);
    const changes = waiting.getByRole('region', { name: 'What changes' });
    await expect(changes.getByRole('deletion')).toHaveText(['5']);
    await expect(changes.getByRole('insertion').first()).toHaveText('6');
    await expect(changes.getByRole('insertion').filter({ hasText: 'evisa.gov.vn' })).toBeVisible();
    expect(await violationsOn(other)).toEqual([]);
    await waiting.getByRole('button', { name: 'Approve' }).click();
    await expect(waiting).toBeHidden();
    await other.close();
  } finally {
    await world.stop();
  }
});
