import type { Locator, Page } from '@playwright/test';
import type { FleetWorld, PersonName } from '../worlds/fleet-world.ts';

/** A person in front of the controller; the browser asks for English. `url`: where it is reached, if not where it is. */
export async function openController(page: Page, world: FleetWorld, who: PersonName, url = world.url): Promise<void> {
  await page.goto(url);
  await page.getByLabel('E-mail').fill(world.email(who));
  await page.getByRole('textbox', { name: 'Password' }).fill(world.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

/** The wall's tile of a screen. */
export function tileOf(page: Page, screenName: string): Locator {
  return page.getByRole('article', { name: screenName, exact: true });
}

/** Opens the emergency page by its button, which is always one click away. */
export async function openEmergency(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^Emergency/ }).click();
}
