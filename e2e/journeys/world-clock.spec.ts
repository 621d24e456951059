import { expect, test } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';

// To a traveller and an editor: one item tells the time of several places in the words of each language, and each changes with its own
// summer time.

test('an editor words a world clock, and a screen tells each place by its own summer time', { tag: '@long' }, async ({ page }) => {
  const world = await FleetWorld.start();
  try {
    const screenId = await world.addScreen('Gate 1');
    const zones = [
      { zone: 'Asia/Ho_Chi_Minh', place: 'Hà Nội' },
      { zone: 'America/New_York', place: 'Niu Oóc' },
    ];
    const id = await world.addItem('clock', 'World clock', { vi: { content: { kind: 'clock', zones }, durationMs: 10_000 } });
    await openController(page, world, 'operator');
    await page.goto(`${world.url}/content/items/${id}?language=en`);
    const form = page.getByRole('form', { name: 'Text in this language' });
    // the same clocks, to be named anew
    await form.getByRole('textbox', { name: 'Name of place 1' }).fill('Hanoi');
    await form.getByRole('textbox', { name: 'Name of place 2' }).fill('New York');
    await form.getByRole('button', { name: 'Add a row' }).click();
    await form.getByRole('combobox', { name: 'Time zone 3' }).fill('paris');
    await page.getByRole('option', { name: 'Europe/Paris' }).click();
    await form.getByRole('textbox', { name: 'Name of place 3' }).fill('Paris');
    const preview = page.getByRole('group', { name: 'Preview' }).first();
    await expect(preview.getByRole('listitem')).toHaveText([/^Hanoi\d\d:\d\d/, /^New York\d\d:\d\d/, /^Paris\d\d:\d\d/]);
    expect(await violationsOn(page)).toEqual([]);
    await form.getByRole('button', { name: 'Save draft' }).click();
    await expect(page.getByText('The draft is saved')).toBeVisible();
    const path = `/api/items/${id}/variants/en`;
    const { variants } = await world.operator.get(`/api/items/${id}`);
    const { document } = variants.find((each: { language: string }) => each.language === 'en');
    await world.operator.post(`${path}/submit`, { document });
    await world.approver.post(`${path}/review`, { document, decision: 'approve' });

    await world.addEntry('Always', await world.addPlaylist('Loop', [id]));
    await world.publish();
    const glass = page.frameLocator('iframe[title^="What the stage of Gate 1 shows"]');
    // New York leaves out the hour from two to three
    for (const [at, times] of [
      ['2027-03-14T06:59:30Z', ['13:59', '01:59']],
      ['2027-03-14T07:00:00Z', ['14:00', '03:00']],
    ] as const) {
      await page.goto(`${world.url}/screens/${screenId}/time?at=${Date.parse(at)}`);
      await expect.poll(async () => (await glass.locator('.is-shown .clock-time').allTextContents()).slice(0, 2)).toEqual(times);
    }
  } finally {
    await world.stop();
  }
});
