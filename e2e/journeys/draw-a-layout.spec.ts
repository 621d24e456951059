import { expect, test } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To an operator: a layout is drawn with the mouse, the keyboard or numbers; what would be none says why; what entries use stays.

test(
  'a layout of the house is copied, drawn otherwise by pointer and keys, used by an entry, and then not removed',
  { tag: '@long' },
  async ({ page }) => {
    const world = await FleetWorld.start();
    try {
      await world.addScreen('Arrivals 1');
      const loop = await world.addPlaylist('Loop', [await world.addPicture('Red', colours.red)]);
      await openController(page, world, 'operator');
      await page.getByRole('link', { name: 'Layouts' }).click();
      await expect(page.getByText('No layouts of your own yet')).toBeVisible();
      await page.getByRole('button', { name: 'Copy Bar: main and clock' }).click();
      const form = page.getByRole('form', { name: 'Layout' });
      await expect(form.getByLabel('Name', { exact: true })).toHaveValue('Copy of Bar: main and clock');
      await form.getByLabel('Name', { exact: true }).fill('Hall');
      await form.getByLabel('Shape').fill('16:9');

      const board = form.getByRole('group', { name: 'The screen' });
      const main = board.getByRole('button', { name: /^Main part/ });
      const clock = board.getByRole('button', { name: /^Clock/ });
      await expect(clock).toHaveAccessibleName('Clock Clock: 86 % from the left, 0 % from above, 14 % wide, 100 % high');

      // the grip on the upper edge of the clock down by a half
      await clock.click();
      const box = await board.boundingBox();
      if (box === null) throw new Error('the board is not drawn');
      const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
      await page.mouse.move(...at(0.93, 0.002));
      await page.mouse.down();
      await page.mouse.move(...at(0.93, 0.49), { steps: 8 });
      await page.mouse.up();
      await expect(clock).toHaveAccessibleName(/50 % from above, 14 % wide, 50 % high$/);

      // the clock on to the main part: no layout, by the names of both
      await page.mouse.move(...at(0.93, 0.75));
      await page.mouse.down();
      await page.mouse.move(...at(0.75, 0.75), { steps: 8 });
      await page.mouse.up();
      await expect(form.getByText('“Clock” lies over “Main part”.')).toBeVisible();
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(form).toBeVisible();
      // a drag is taken back as one
      await page.keyboard.press('Control+z');
      await expect(form.getByText('“Clock” lies over “Main part”.')).toBeHidden();
      await expect(clock).toHaveAccessibleName(/86 % from the left, 50 % from above/);

      // by keys: the edges of the main part go to lines of the grid, and the clock is moved into what is free
      await main.focus();
      await page.keyboard.press('Shift+ArrowLeft');
      await expect(main).toHaveAccessibleName(/85 % wide, 100 % high$/);
      await clock.focus();
      await page.keyboard.press('ArrowUp');
      await expect(clock).toHaveAccessibleName(/45 % from above/);
      await page.keyboard.press('ArrowLeft');
      await expect(clock).toHaveAccessibleName(/^Clock Clock: 85 % from the left/);

      // by numbers
      await form.getByLabel('Height').fill('55');
      await form.getByLabel('Width').fill('15');
      await form.getByRole('button', { name: 'Add a part' }).click();
      await page.getByRole('menuitem', { name: 'A playlist of its own' }).click();
      await expect(board.getByRole('button', { name: /^Playlist/ })).toHaveAccessibleName(/85 % from the left, 0 % from above/);

      for (const width of [1440, 1024, 390])
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme });
          expect(await violationsOn(page)).toEqual([]);
          await page.screenshot({ path: test.info().outputPath(`${width}-${colorScheme}.png`) });
        }
      await page.setViewportSize({ width: 1440, height: 900 });
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(form).toBeHidden();
      const { layouts } = await world.operator.get('/api/layouts');
      const made = layouts.find(({ name }: { name: string }) => name === 'Hall');
      expect(made.regions.slice(0, 2).map(({ frame }: { frame: object }) => frame)).toEqual([
        { xBp: 0, yBp: 0, widthBp: 8_500, heightBp: 10_000 },
        { xBp: 8_500, yBp: 4_500, widthBp: 1_500, heightBp: 5_500 },
      ]);
      expect(made.regions[2].content).toEqual({ kind: 'playlist', playlistId: loop });

      await world.addEntry('Always', loop, { layoutId: made.id });
      await expect(page.getByText(/used by 1 entry/)).toBeVisible();
      await page.screenshot({ path: test.info().outputPath('list.png') });
      await page.getByRole('button', { name: 'Remove Hall' }).click();
      const question = page.getByRole('dialog', { name: 'Remove “Hall”?' });
      await question.getByRole('button', { name: 'Remove' }).click();
      await expect(question.getByText('The entry “Always”')).toBeVisible();
      await question.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('button', { name: 'Change Hall' }).click();
      await expect(form.getByText('1 entry uses this layout')).toBeVisible();
    } finally {
      await world.stop();
    }
  },
);
