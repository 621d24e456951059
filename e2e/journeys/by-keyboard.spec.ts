import { expect, test, type Locator, type Page } from '@playwright/test';
import { mainShell, PlayerDriver } from '../drivers/player-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To somebody without a mouse: from sign-in an entry is planned and published, an alert raised, extended and cleared, and where the focus is can be seen.

const mostTabs = 80;

/** Tab by Tab to a control, as it would be looked for; every stop on the way must have looked otherwise while it had the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.first().waitFor();
  const isThere = (): Promise<boolean> => wanted.first().evaluate((element) => element === document.activeElement);
  for (let tabs = 0; tabs < mostTabs && !(await isThere()); tabs += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(lookAtStop), 'a stop without a mark of its focus').toBeNull();
  }
  expect(await isThere(), `${String(wanted)} is reached by Tab`).toBe(true);
}

/** In the page: notes how what has the focus looks now; gives what had it before, where that looks as it did then. */
function lookAtStop(): string | null {
  const lookOf = (element: Element): string => {
    // what is typed into stands in a box of its own, and a segment's own input is not drawn
    const drawn = [element, ...(element.nextElementSibling === null ? [] : [element.nextElementSibling])];
    for (let box = element.parentElement; box !== null && drawn.length < 7; box = box.parentElement) drawn.push(box);
    return drawn
      .map((one) => {
        const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(one);
        return `${outline} ${boxShadow} ${borderColor} ${backgroundColor}`;
      })
      .join();
  };
  const held = globalThis as { lastStop?: { readonly element: Element; readonly look: string } };
  const before = held.lastStop;
  const now = document.activeElement;
  if (now === null || now === document.body || before?.element === now) return null;
  held.lastStop = { element: now, look: lookOf(now) };
  const isMarked = before === undefined || !before.element.isConnected || lookOf(before.element) !== before.look;
  return isMarked ? null : before.element.outerHTML.slice(0, 200);
}

async function press(page: Page, wanted: Locator): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press('Enter');
}
async function type(page: Page, wanted: Locator, text: string): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.type(text);
}
/** Opens a list of choices and takes one of them with the arrows. */
async function choose(page: Page, wanted: Locator, name: string | RegExp): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press('ArrowDown');
  const option = page.getByRole('option', { name, exact: true });
  await option.waitFor();
  for (let steps = 0; steps < 20 && (await option.getAttribute('data-combobox-selected')) === null; steps += 1)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

test('an entry is planned and published, an alert raised, extended and cleared, with the keyboard alone', async ({ page }) => {
  const world = await FleetWorld.start();
  const screenId = await world.addScreen('Arrivals 1');
  await world.addPlaylist('Loop', [await world.addPicture('Red', colours.red)]);
  await world.addAlertTemplate('Evacuation', { vi: 'Sơ tán ngay', en: 'Evacuate now' });
  const player = new PlayerDriver(world, mainShell(), 0);
  try {
    await player.enrol(screenId);
    await page.goto(world.url);
    // what comes in gently cannot be told from what does not come
    await page.addStyleTag({ content: '* { transition: none !important }' });
    await type(page, page.getByLabel('E-mail'), world.email('operator'));
    await type(page, page.getByRole('textbox', { name: 'Password' }), world.password);
    await page.keyboard.press('Enter');

    await press(page, page.getByRole('link', { name: 'Schedule' }));
    await press(page, page.getByRole('button', { name: 'Add an entry' }));
    const entry = page.getByRole('form', { name: 'Entry' });
    await type(page, entry.getByLabel('Name'), 'Always red');
    await choose(page, entry.getByRole('combobox', { name: 'Tier' }), /^Fallback/);
    await choose(page, entry.getByRole('combobox', { name: 'Targets' }), 'Arrivals 1');
    await page.keyboard.press('Escape');
    await choose(page, entry.getByRole('combobox', { name: 'Playlist', exact: true }), 'Loop');
    await press(page, entry.getByRole('button', { name: 'Save' }));
    await expect(entry).toBeHidden();
    await press(page, page.getByRole('link', { name: 'Publish…' }).or(page.getByRole('button', { name: 'Publish…' })));
    await press(page, page.getByRole('button', { name: 'Publish to 1 screen' }));
    await expect(page.getByText('Active on 1 of 1 screens')).toBeVisible();
    await expect.poll(() => player.shows(colours.red)).toBe(true);

    await press(page, page.getByRole('link', { name: /^Emergency/ }));
    await press(page, page.getByRole('button', { name: /^Evacuation/ }));
    await press(page, page.getByRole('button', { name: 'Raise now – this is real' }));
    await expect(page.getByText('Painted on 1 of 1')).toBeVisible();
    expect(await player.shows(colours.red), 'what is painted is on the glass').toBe(false);
    await press(page, page.getByRole('button', { name: 'Extend…' }));
    const extend = page.getByRole('form', { name: 'Extend the alert' });
    await choose(page, extend.getByRole('combobox', { name: 'Ends by itself after' }), '4 hours');
    await press(page, extend.getByRole('button', { name: 'Ask for approval' }));
    await expect(page.getByText(/^An update by .* waits for a second person/)).toBeVisible();
    await press(page, page.getByRole('button', { name: 'Take it back' }));
    await expect(page.getByText(/^An update by .* waits for a second person/)).toHaveCount(0);
    await press(page, page.getByRole('button', { name: 'Clear', exact: true }));
    await press(page, page.getByRole('button', { name: 'Clear now' }));
    await expect.poll(() => player.shows(colours.red)).toBe(true);
  } finally {
    await player.stop();
    await world.stop();
  }
});
