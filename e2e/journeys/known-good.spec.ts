import { expect, test } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { onGreenScreen } from '../drivers/green-screen.ts';
import { signIn } from '../worlds/api.ts';
import { colours } from '../worlds/fleet-world.ts';

// To an operator: what a screen falls back to when its release fails is chosen by two persons, the player has it before it is needed, and
// it is shown at once to whoever asks for it.

test(
  'a release is proposed on the page of a screen, pinned by another person, held by the player, shown by order, and taken back by two',
  { tag: '@long' },
  async ({ page }) => {
    await onGreenScreen(async ({ world, screenId, player }) => {
      await openController(page, world, 'operator');
      await page.goto(`${world.url}/screens/${screenId}`);
      const panel = page.getByRole('region', { name: 'Known-good release' });
      await expect(panel).toContainText('None is pinned.');
      await panel.getByRole('button', { name: 'Propose the active release' }).click();
      await expect(panel).toContainText('Another person has to approve it.');

      const administrator = await signIn(world.url, world.email('administrator'), world.password);
      const second = { name: 'Hoa', email: 'hoa@e2e.gatecast.example', roles: ['publisher'], password: world.password };
      await administrator.post('/api/people', second);
      const publisher = await signIn(world.url, second.email, second.password);
      const { proposals } = await publisher.get('/api/known-good');
      await publisher.post(`/api/known-good/${proposals[0].id}/approve`, {});
      await expect(panel).toContainText('pinned by Linh and');
      await player.holdsKnownGood();

      // another release is worse: one click leads the screen back to what is known to be good, and one to the plan
      const red = await world.addPicture('Red', colours.red);
      await world.addEntry('Above', await world.addPlaylist('Other loop', [red]), { tier: 'priority' });
      await world.publish();
      await expect.poll(() => player.shows(colours.red)).toBe(true);
      await panel.getByRole('button', { name: 'Show it now' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Show it now' }).click();
      await expect.poll(() => player.shows(colours.green)).toBe(true);
      await panel.getByRole('button', { name: 'Back to the plan' }).click();
      await expect.poll(() => player.shows(colours.red)).toBe(true);

      await panel.getByRole('button', { name: 'Propose to take the pin back' }).click();
      await expect(panel).toContainText('Linh proposes to take back the pin');
      const lifting = (await publisher.get('/api/known-good')).proposals;
      await publisher.post(`/api/known-good/${lifting[0].id}/approve`, {});
      await expect(panel).toContainText('None is pinned.');
    });
  },
);
