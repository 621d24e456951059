import { expect, test, type Page } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';

// To whoever is new: the controller says what each page is for, leads through the pages of ones own work, and shows an
// administrator the way from an empty server to a screen that plays. All of it with the keyboard alone.

let world: FleetWorld;
let page: Page;
test.beforeAll(async ({ browser }) => {
  world = await FleetWorld.start();
  page = await (await browser.newContext()).newPage();
});
test.afterAll(async () => {
  await page.context().close();
  await world.stop();
});

const offer = () => page.getByRole('region', { name: 'Tour' });
const tour = () => page.getByRole('dialog', { name: 'Tour' });
const accessible = async () => {
  expect(await violationsOn(page)).toEqual([]);
};
const hasFocusWithin = async () => expect.poll(() => tour().evaluate((card) => card.contains(document.activeElement))).toBe(true);

test('somebody new is led through the pages that they may open, by keys, and asked only once', async () => {
  await openController(page, world, 'administrator');
  await offer().getByRole('button', { name: 'Show me around' }).focus();
  await page.keyboard.press('Enter');
  await expect(tour().getByRole('heading')).toHaveText('Welcome to Gatecast');
  await expect(tour()).toContainText('As administrator you make sites, screens and accounts.');
  await accessible();
  const titles: string[] = [];
  const addresses: string[] = [];
  for (let at = 1; await tour().isVisible(); at++) {
    await expect(tour()).toContainText(`${at} / `);
    await hasFocusWithin();
    // Playwright takes what cannot be seen through for visible
    await expect(tour()).toHaveCSS('opacity', '1');
    titles.push((await tour().getByRole('heading').textContent()) ?? '');
    addresses.push(new URL(page.url()).pathname);
    if (await tour().getByRole('button', { name: 'Done' }).isVisible()) break;
    await page.keyboard.press('ArrowRight');
  }
  expect(titles).toEqual([
    ...['Welcome to Gatecast', 'Where everything is', 'Wall', 'Enrol a screen', 'Sites and areas', 'People', 'Audit'],
    ...['Emergency', 'Find anything', 'Help for each page', 'Your account', 'That is all'],
  ]);
  expect(addresses).toContain('/people');
  await accessible();
  await page.keyboard.press('ArrowLeft');
  await expect(tour().getByRole('heading')).toHaveText('Your account');
  await page.keyboard.press('Escape');
  await expect(tour()).toHaveCount(0);
  await expect(page).toHaveURL(`${world.url}/`);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Wall' }).waitFor();
  await expect(page.getByRole('region', { name: 'First steps' })).toBeVisible();
  await expect(offer()).toHaveCount(0);
});

test('the first steps are ticked off by what the server holds, and can be hidden for good', async () => {
  const steps = page.getByRole('region', { name: 'First steps' });
  const stateOf = async (title: string) =>
    steps.getByRole('listitem').filter({ hasText: title }).getByRole('img').getAttribute('aria-label');
  expect([await stateOf('Make a site'), await stateOf('Add a screen'), await stateOf('Prepare an emergency alert')]).toEqual([
    ...['Done', 'To do', 'To do'],
  ]);
  await accessible();
  await world.addScreen('Arrivals 1');
  await world.addAlertTemplate('Evacuation', { vi: 'Sơ tán ngay', en: 'Evacuate now' });
  await world.addNotice('Notice', { vi: { title: 'Xin chào', body: 'Chào mừng.' }, en: { title: 'Hello', body: 'Welcome.' } });
  await expect
    .poll(async () => [await stateOf('Add a screen'), await stateOf('Have it approved'), await stateOf('Pair its player')])
    .toEqual([...['Done', 'Done', 'To do']]);
  await steps.getByRole('link', { name: 'Go there: Pair its player' }).click();
  await expect(page).toHaveURL(`${world.url}/enrol`);
  await page.goBack();
  await steps.getByRole('button', { name: 'Hide the first steps for good' }).click();
  await expect(steps).toHaveCount(0);
  await page.reload();
  await page.getByRole('article', { name: 'Arrivals 1' }).waitFor();
  await expect(steps).toHaveCount(0);
});

test('the key ? opens the help of the page that stands, in the language of the window, and only where nobody types', async () => {
  const help = page.getByRole('dialog', { name: 'Help for this page' });
  await page.keyboard.press('?');
  await expect(help).toContainText('The wall is for watching');
  await expect(help).toContainText('The player reports, and shows what it should.');
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  const find = page.getByRole('searchbox', { name: 'Find a screen' });
  await find.fill('Arrivals');
  await find.press('?');
  await expect(find).toHaveValue('Arrivals?');
  await expect(help).toHaveCount(0);

  await page.getByRole('link', { name: 'People', exact: true }).click();
  const button = page.getByRole('button', { name: 'Help for this page' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(help).toContainText('Everybody with an account');
  // whoever speaks to the computer switches the single key off
  await help.getByRole('switch', { name: 'The key ? opens this help' }).press('Space');
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await page.keyboard.press('?');
  await expect(help).toHaveCount(0);
  await page.keyboard.press('Enter');
  await help.getByRole('switch', { name: 'The key ? opens this help' }).press('Space');
  await help.getByRole('button', { name: 'Show me around' }).press('Enter');
  await expect(tour().getByRole('heading')).toHaveText('Welcome to Gatecast');
  await hasFocusWithin();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(`${world.url}/people`);

  await page.getByRole('button', { name: 'Tiếng Việt' }).click();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Trợ giúp cho trang này' })).toContainText('Mọi người có tài khoản');
});
