import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { setTimeout as wait } from 'node:timers/promises';
import { openController } from '../drivers/controller-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To an operator with a phone: a finger that rests on a bar takes it up and moves it, or makes it longer by a handle; one that moves at once scrolls.

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test(
  'a bar of the timetable is moved and made longer with a finger, and a swipe over it scrolls',
  { tag: '@long' },
  async ({ page, context }) => {
    const world = await FleetWorld.start();
    try {
      await world.addScreen('Arrivals 1');
      const loop = await world.addPlaylist('Loop', [await world.addPicture('Red', colours.red)]);
      await world.addEntry('Always', loop);
      await world.addEntry('Morning', loop, {
        tier: 'regular',
        when: { kind: 'once', start: '2099-09-04T06:00', end: '2099-09-04T09:00' },
      });
      await openController(page, world, 'operator');
      await page.goto(`${world.url}/schedule/timetable?view=day&date=2099-09-04`);
      const bar = page.getByRole('button', { name: /^Morning, Friday/ });
      await expect(bar).toHaveAccessibleName(/06:00–09:00/);
      const finger = await context.newCDPSession(page);
      const day = page.getByRole('region', { name: /4\/9|4 Sep|Fri/ }).first();

      const before = await middleOf(page, bar);
      await swipe(finger, before, { x: before.x - 120, y: before.y });
      await expect.poll(async () => day.evaluate((element) => element.scrollLeft), 'it scrolls').toBeGreaterThan(0);
      await expect(bar).toHaveAttribute('data-taken', 'false');
      await expect(bar).toHaveAccessibleName(/06:00–09:00/);
      await day.evaluate((element) => element.scrollTo({ left: 0 }));

      const hourPx = (await boxOf(bar)).width / 3;
      const from = await middleOf(page, bar);
      await restOn(finger, bar, from);
      for (const share of [0.25, 0.5, 0.75, 1]) await touch(finger, 'touchMove', { x: from.x + 2 * hourPx * share, y: from.y });
      await expect(bar).toHaveAccessibleName(/08:00–11:00/);
      await touch(finger, 'touchEnd');
      const form = page.getByRole('form', { name: 'Entry' });
      await expect(form.getByLabel('Start')).toHaveValue('2099-09-04T08:00');
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(form).toBeHidden();
      await expect(bar).toHaveAccessibleName(/08:00–11:00/);

      // both its ends in sight
      await day.evaluate((element) => element.scrollTo({ left: 160 }));
      const again = await middleOf(page, bar);
      await restOn(finger, bar, again);
      await touch(finger, 'touchEnd');
      await expect(form, 'a rest opens nothing').toBeHidden();
      expect(await violationsOn(page)).toEqual([]);
      const handle = page.locator('[data-handles] [data-edge="end"]');
      const { width, height } = await boxOf(handle);
      expect(Math.min(width, height), 'as large as a finger').toBeGreaterThanOrEqual(44);
      const end = await middleOf(page, handle);
      await touch(finger, 'touchStart', end);
      for (const share of [0.25, 0.5, 0.75, 1]) await touch(finger, 'touchMove', { x: end.x + hourPx * share, y: end.y });
      await expect(bar).toHaveAccessibleName(/08:00–12:00/);
      await touch(finger, 'touchEnd');
      await expect(form.getByLabel(/^End/)).toHaveValue('2099-09-04T12:00');
    } finally {
      await world.stop();
    }
  },
);

type Point = { readonly x: number; readonly y: number };
type Located = ReturnType<Page['locator']>;

async function boxOf(element: Located) {
  const box = await element.boundingBox();
  if (box === null) throw new Error('it has no place');
  return box;
}
async function middleOf(page: Page, element: Located): Promise<Point> {
  // what was saved is drawn anew, and may lie elsewhere then
  await expect(async () => {
    const before = await boxOf(element);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect(await boxOf(element)).toEqual(before);
  }).toPass();
  const { x, y, width, height } = await boxOf(element);
  return { x: x + width / 2, y: y + height / 2 };
}
async function touch(finger: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel', at?: Point): Promise<void> {
  await finger.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [{ x: at.x, y: at.y }] });
}
/** As people do: where it was not taken up, as a sheet was still on its way out above it or it was just drawn anew, they try again. */
async function restOn(finger: CDPSession, bar: Located, at: Point): Promise<void> {
  await expect(async () => {
    await touch(finger, 'touchStart', at);
    try {
      await expect(bar, 'a finger that rests takes it up').toHaveAttribute('data-taken', 'true', { timeout: 3_000 });
    } catch (error) {
      await touch(finger, 'touchCancel');
      throw error;
    }
  }).toPass({ timeout: 20_000 });
}
async function swipe(finger: CDPSession, from: Point, to: Point): Promise<void> {
  await touch(finger, 'touchStart', from);
  for (const share of [0.2, 0.4, 0.6, 0.8, 1])
    await touch(finger, 'touchMove', { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
  // it comes to rest before it is lifted: what is flung goes on by itself, and the next touch would only stop it
  for (let rest = 0; rest < 5; rest++) {
    await wait(40);
    await touch(finger, 'touchMove', to);
  }
  await touch(finger, 'touchEnd');
}
