import { expect, test, type Locator, type Page } from '@playwright/test';
import { openController, openEmergency } from '../drivers/controller-driver.ts';
import { mainShell, PlayerDriver } from '../drivers/player-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To an emergency issuer and approver: an alert is seen before it is out, an exercise is one from draft to clear, what is on is extended and said
// anew by two persons without a gap on the glass, and both look at the same board.

const phone = { width: 390, height: 844 };

/** An alert in the picture of a screen that is not out yet. */
const onGlass = (within: Page | Locator, name: string) => within.frameLocator(`iframe[title="The alert on ${name}"]`);

test('an exercise is looked at, raised, extended, updated and cleared by two persons, whose boards are in step', async ({
  page,
  browser,
}) => {
  const world = await FleetWorld.start();
  const screenId = await world.addScreen('Arrivals 1');
  await world.addScreen('Tall 1', { widthPx: 1080, heightPx: 1920 });
  await world.addEntry('Always', await world.addPlaylist('Loop', [await world.addPicture('Red', colours.red)]));
  await world.publish();
  await world.addAlertTemplate('Evacuation', { vi: 'Sơ tán ngay', en: 'Evacuate now' });
  const player = new PlayerDriver(world, mainShell(), 0);
  try {
    await player.enrol(screenId);
    await expect.poll(() => player.shows(colours.red)).toBe(true);
    await openController(page, world, 'operator');
    await openEmergency(page);
    const other = await (await browser.newContext()).newPage();
    await openController(other, world, 'approver');
    await openEmergency(other);

    // before it is out: which screens, how many of them can be reached, and how they will draw it
    await page.getByRole('button', { name: /^Evacuation/ }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText('Exercise', { exact: true }).click();
    await expect(sheet.getByText('2 screens at Test gate · 1 of 2 can be reached now')).toBeVisible();
    await expect(sheet.getByText('Not connected now: Tall 1.')).toBeVisible();
    for (const name of ['Arrivals 1', 'Tall 1'])
      for (const headline of ['Evacuate now', 'Sơ tán ngay']) await expect(onGlass(sheet, name).getByText(headline)).toBeVisible();
    await expect(onGlass(sheet, 'Arrivals 1').locator('.alert-full.is-exercise')).toBeVisible();
    await sheet.getByText('Banner', { exact: true }).click();
    await expect(onGlass(sheet, 'Arrivals 1').locator('.alert-banner')).toBeVisible();
    await expect(sheet.getByText('To compare only: this alert is raised as “Full screen”.')).toBeVisible();
    expect(await violationsOn(page, { within: '[role="dialog"]' })).toEqual([]);
    await sheet.getByRole('button', { name: 'Start the exercise' }).click();

    const board = (on: Page, headline = 'Evacuate now') => on.getByRole('article', { name: headline }).filter({ hasText: 'Painted on' });
    for (const on of [page, other]) {
      await expect(board(on).getByText('Painted on 1 of 2')).toBeVisible();
      await expect(board(on).getByText('Exercise', { exact: true })).toBeVisible();
      // whoever has painted nothing stands first, and a picture is one of the alert
      await expect(board(on).getByRole('listitem').first()).toContainText('Tall 1');
      await expect(board(on).getByRole('img', { name: 'What Arrivals 1 shows, since it was painted' })).toBeVisible();
    }
    expect(await player.shows(colours.red), 'what is painted is on the glass').toBe(false);
    const [raised] = (await world.operator.get('/api/alerts')).alerts;
    expect(raised).toMatchObject({ status: 'exercise', revision: 1, updatesId: null });

    // longer, and nothing else
    await board(page).getByRole('button', { name: 'Extend…' }).click();
    const extend = page.getByRole('form', { name: 'Extend the alert' });
    await extend.getByRole('combobox', { name: 'Ends by itself after' }).click();
    await page.getByRole('option', { name: '4 hours', exact: true }).click();
    await extend.getByRole('button', { name: 'Ask for approval' }).click();
    await expect(board(page).getByText(/^An update by .* waits for a second person/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Approve and update now' })).toHaveCount(0);
    await expect(other.getByText('Nothing changes but its end.')).toBeVisible();
    expect(await violationsOn(other)).toEqual([]);
    await other.getByRole('button', { name: 'Approve and update now' }).click();
    for (const on of [page, other]) {
      // the one that it takes the place of leaves a moment later
      await expect(board(on)).toHaveCount(1);
      await expect(board(on).getByText('Update 1', { exact: true })).toBeVisible();
      await expect(board(on).getByText('Painted on 1 of 2')).toBeVisible();
    }

    // other words; those who approve see both
    await board(page).getByRole('button', { name: 'Update…' }).click();
    const update = page.getByRole('form', { name: 'Update the alert' });
    await update.getByRole('textbox', { name: 'Headline, English' }).fill('Leave by gate 5');
    await expect(onGlass(update, 'Arrivals 1').getByText('Leave by gate 5')).toBeVisible();
    await update.getByRole('button', { name: 'Ask for approval' }).click();
    const differences = other.getByRole('table', { name: 'What the update changes' });
    await expect(differences.getByRole('row', { name: 'English' })).toContainText('Evacuate now');
    await expect(differences.getByRole('row', { name: 'English' })).toContainText('Leave by gate 5');
    const glass = { sawRed: false, isWatched: true };
    const watching = (async () => {
      while (glass.isWatched) glass.sawRed ||= await player.shows(colours.red);
    })();
    await other.getByRole('button', { name: 'Approve and update now' }).click();
    for (const on of [page, other]) {
      await expect(board(on, 'Leave by gate 5').getByText('Update 2', { exact: true })).toBeVisible();
      await expect(board(on, 'Leave by gate 5').getByText('Painted on 1 of 2')).toBeVisible();
    }
    glass.isWatched = false;
    await watching;
    expect(glass.sawRed, 'the programme between both').toBe(false);

    // an approver's browser clears, and the issuer's tells so
    await board(other, 'Leave by gate 5').getByRole('button', { name: 'Clear', exact: true }).click();
    await other.getByRole('button', { name: 'Clear now' }).click();
    for (const on of [page, other]) await expect(on.getByText('No alert is active.')).toBeVisible();
    await expect.poll(() => player.shows(colours.red)).toBe(true);

    const { alerts } = await world.operator.get('/api/alerts');
    const chain = alerts.toSorted((a: { revision: number }, b: { revision: number }) => a.revision - b.revision);
    expect(chain.map(({ revision, state, status }: Record<string, unknown>) => [revision, state, status])).toEqual([
      [1, 'updated', 'exercise'],
      [2, 'updated', 'exercise'],
      [3, 'cleared', 'exercise'],
    ]);
    expect(chain.map(({ updatesId }: Record<string, unknown>) => updatesId)).toEqual([null, chain[0].id, chain[1].id]);
    // each was painted, and each was seen to go
    for (const { id } of chain) await expect.poll(async () => (await world.alert(id)).counts).toMatchObject({ painted: 1, cleared: 1 });
  } finally {
    await player.stop();
    await world.stop();
  }
});

test('on a phone, in Vietnamese: a template is written anew, drafted from, and withdrawn', async ({ page, browser }) => {
  const world = await FleetWorld.start();
  await world.addScreen('Cửa đến 1');
  await world.addAlertTemplate('Sơ tán', { vi: 'Sơ tán ngay', en: 'Evacuate now' });
  try {
    await openController(page, world, 'operator');
    await page.getByRole('button', { name: 'Tiếng Việt' }).click();
    await page.setViewportSize(phone);
    await page.goto(`${world.url}/emergency/templates`);
    const template = page.getByRole('article', { name: 'Sơ tán' });
    await template.getByRole('button', { name: 'Sửa' }).click();
    const form = page.getByRole('form', { name: 'Sửa mẫu' });
    await form.getByRole('textbox', { name: 'Tiêu đề, Tiếng Việt' }).fill('Rời khỏi nhà ga');
    await form.getByRole('button', { name: 'Lưu' }).click();
    await expect(template.getByText('Nội dung mới chờ người khác duyệt')).toBeVisible();
    await expect(template.getByRole('button', { name: 'Duyệt nội dung mới' })).toHaveCount(0);
    expect(await violationsOn(page)).toEqual([]);

    const other = await (await browser.newContext()).newPage();
    await openController(other, world, 'approver');
    await other.setViewportSize(phone);
    await other.goto(`${world.url}/emergency/templates`);
    await other.getByRole('button', { name: 'Approve the new wording' }).click();
    await expect(template.getByText('Rời khỏi nhà ga').first()).toBeVisible();

    // its words are where free text begins
    await page.goto(`${world.url}/emergency`);
    await page.getByRole('button', { name: 'Soạn cảnh báo mới' }).click();
    const request = page.getByRole('form', { name: 'Cảnh báo tự soạn' });
    await request.getByRole('combobox', { name: 'Bắt đầu từ một mẫu' }).click();
    await page.getByRole('option', { name: 'Sơ tán' }).click();
    await expect(request.getByRole('textbox', { name: 'Tiêu đề, Tiếng Việt' })).toHaveValue('Rời khỏi nhà ga');
    await request.getByRole('textbox', { name: 'Tiêu đề, Tiếng Việt' }).fill('Rời khỏi nhà ga bằng cửa 5');
    await expect(page.frameLocator('iframe[title="Cảnh báo trên Cửa đến 1"]').getByText('Rời khỏi nhà ga bằng cửa 5')).toBeVisible();
    await request.getByRole('button', { name: 'Gửi yêu cầu duyệt' }).click();
    const waiting = page.getByRole('article', { name: 'Rời khỏi nhà ga bằng cửa 5' });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await waiting.getByRole('button', { name: 'Rút lại' }).click();
    await expect(waiting).toHaveCount(0);

    await page.goto(`${world.url}/emergency/templates`);
    await template.getByRole('button', { name: 'Thu hồi' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Thu hồi' }).click();
    await expect(template).toHaveCount(0);
  } finally {
    await world.stop();
  }
});
