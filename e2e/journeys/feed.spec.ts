import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { PlayerDriver, mainShell } from '../drivers/player-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To a traveller: values change on the glass by themselves, within what two persons approved. To an operator: where they come from, whether
// they come, and what a screen will say of them.

test(
  'values that are sent to a source reach the glass within its approved frame, and outlive the server',
  { tag: '@long' },
  async ({ page }) => {
    const world = await FleetWorld.start();
    const red = await world.addPicture('Red', colours.red, 2_000);
    await world.addEntry('Always', await world.addPlaylist('Base', [red]));
    const screenId = await world.addScreen('Arrivals 1');
    const player = new PlayerDriver(world, mainShell(), 0);
    try {
      await openController(page, world, 'operator');
      await page.goto(`${world.url}/content/feeds`);
      await page.getByRole('heading', { name: 'No feed sources yet' }).waitFor();
      await page.getByRole('button', { name: 'Add a source' }).click();
      const form = page.getByRole('form', { name: 'Add a source' });
      await form.getByLabel('Name', { exact: true }).fill('Gates');
      await form.getByRole('combobox', { name: 'Kind' }).click();
      await page.getByRole('option', { name: 'Sent to us' }).click();
      await form.getByRole('textbox', { name: 'Key of column 1' }).fill('gate');
      await form.getByRole('button', { name: 'Add a row' }).click();
      await form.getByRole('textbox', { name: 'Key of column 2' }).fill('wait');
      await form.getByRole('combobox', { name: 'Type of column 2' }).click();
      await page.getByRole('option', { name: 'number' }).click();
      await form.getByRole('button', { name: 'Save' }).click();
      const command = await page.getByLabel('Command that sends values').innerText();
      const [, address = ''] = /POST (\S+)/.exec(command) ?? [];
      const [, token = ''] = /Bearer ([\w-]+)/.exec(command) ?? [];
      const send = async (rows: readonly unknown[]): Promise<number> =>
        (
          await fetch(address, {
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
            body: JSON.stringify({ rows }),
          })
        ).status;
      expect(await send([{ gate: 'A1', wait: 12 }])).toBe(200);
      const card = page.getByRole('region', { name: 'Gates', exact: true });
      await expect(card.getByRole('row').last()).toHaveText('A112');
      // no plan is made of values: whoever looks at what would be published is not told that it is out of date
      const preview = await page.context().newPage();
      const news: string[] = [];
      preview.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => void news.push(payload.toString())));
      await preview.goto(`${world.url}/schedule/publish`);
      await preview.getByRole('button', { name: 'Publish to 1 screen' }).waitFor();
      await expect(async () => {
        expect(await send([{ gate: 'A1', wait: 12 }])).toBe(200);
        expect(news.some((frame) => frame.includes('feed-sources'))).toBe(true);
      }).toPass();
      await preview.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      await expect(preview.getByText('Something was changed since you looked')).toHaveCount(0);
      await preview.close();
      // values that do not fit are refused, and the operator sees why while the last good ones stay
      expect(await send([{ gate: 'A1', wait: '<b>soon</b>' }])).toBe(400);
      await expect(card.getByTestId('feed-problem')).toContainText('The values do not fit the columns.');
      await expect(card.getByRole('row').last()).toHaveText('A112');
      expect(await violationsOn(page)).toEqual([]);

      // the frame, written with a live preview, approved by another person
      const { sources } = await world.operator.get('/api/feed-sources');
      const item = await world.operator.post('/api/items', {
        kind: 'feed',
        title: 'Waiting times',
        category: 'border',
        supplierId: (await world.operator.get('/api/suppliers')).suppliers[0].id,
      });
      await page.goto(`${world.url}/content/items/${item.id}?language=en`);
      const editor = page.getByRole('form', { name: 'Text in this language' });
      await editor.getByLabel('Title', { exact: true }).fill('Waiting times');
      await editor.getByRole('combobox', { name: 'Source' }).click();
      await page.getByRole('option', { name: 'Gates' }).click();
      await editor.getByRole('textbox', { name: 'Heading of gate' }).fill('Gate');
      await editor.getByRole('textbox', { name: 'Unit of wait' }).fill('min');
      await editor.getByLabel('What is said then').fill('Not known at present');
      await expect(editor.getByRole('group', { name: 'Preview' }).getByRole('row').last()).toHaveText('A112\u00A0min');
      await editor.getByRole('button', { name: 'Submit for approval' }).click();
      await expect(page.getByText('Submitted; a second person approves it')).toBeVisible();
      const stored = await world.operator.get(`/api/items/${item.id}`);
      const { document, content } = stored.variants[0];
      expect(content).toMatchObject({ kind: 'feed', sourceId: sources[0].id, whenGone: { kind: 'text', text: 'Not known at present' } });
      await world.approver.post(`/api/items/${item.id}/variants/en/review`, { document, decision: 'approve' });
      // the lead language has the same frame in its own words
      const path = `/api/items/${item.id}/variants/vi`;
      const written = await world.operator.put(path, {
        content: { ...content, title: 'Thời gian chờ' },
        durationMs: 60_000,
        document: null,
      });
      const submitted = await world.operator.post(`${path}/submit`, { document: written.document });
      await world.approver.post(`${path}/review`, { document: submitted.document, decision: 'approve' });

      await world.addEntry('Waits', await world.addPlaylist('Waits', [item.id]), { tier: 'regular' });
      await world.publish();
      await player.enrol(screenId);
      await player.releaseActive();
      await player.feedsHave('"12"');
      await expect(async () => expect(await player.shows(colours.red)).toBe(false)).toPass();
      expect(await send([{ gate: 'A1', wait: 7 }])).toBe(200);
      await player.feedsHave('"7"');

      // the values are on the disk of the player: it shows them after a power cut, without a server
      await world.killServer();
      await player.kill();
      // what an agent of before had handed over is no proof that this one has it
      await rm(join(player.folder, 'handover', 'feeds.json'));
      player.restart();
      await player.feedsHave('"7"');
    } finally {
      await player.stop();
      await world.stop();
    }
  },
);
