import type { Page } from '@playwright/test';
import type { FleetWorld, PersonName } from '../worlds/fleet-world.ts';

/** A person in front of the controller, in English unless said otherwise. */
export async function openController(page: Page, world: FleetWorld, who: PersonName): Promise<void> {
  await page.goto(world.url);
  await page.getByLabel('E-mail').fill(world.email(who));
  await page.getByLabel('Password').fill(world.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation').first().waitFor();
}
