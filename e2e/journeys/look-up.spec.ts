import { _electron, expect, test } from '@playwright/test';
import { join } from 'node:path';
import { FleetWorld } from '../worlds/fleet-world.ts';
import { electronBinary, root } from '../worlds/paths.ts';

// To a visitor in front of a look-up point: touch it, find an article without typing diacritics, read it, also when the
// server is gone; and the screen goes back to its loop when nobody touches it any more.

test('a look-up point answers by touch, with the server dead', async () => {
  const executablePath = electronBinary();
  test.skip(executablePath === null, 'no Electron runtime is here');
  const world = await FleetWorld.start();
  const screenId = await world.addScreen('Look-up 1', { kind: 'lookup' });
  const notice = await world.addNotice('Notice', {
    vi: { title: 'Xin chào', body: 'Chào mừng quý khách.' },
    en: { title: 'Hello', body: 'Welcome.' },
  });
  const article = (title: string, text: string) => ({
    content: { kind: 'article', title, summary: text, blocks: [{ kind: 'paragraph', text }] },
  });
  await world.addItem('article', 'Thị thực', {
    vi: article('Thị thực điện tử', 'Đường đi tới quầy thị thực.'),
    en: article('E-visa', 'The way to the visa counter.'),
  });
  await world.addEntry('Always', await world.addPlaylist('Loop', [notice]));
  await world.publish();
  const app = await _electron.launch({
    executablePath: executablePath ?? '',
    args: ['--no-sandbox', join(root, 'player/dist/electron/main.cjs')],
    env: {
      ...process.env,
      GATECAST_SERVER: world.url,
      GATECAST_PLAYER_DATA: join(world.folder, 'player'),
      GATECAST_WINDOWED: '1',
      GATECAST_SCREEN_SIZE: '1280x720',
      GATECAST_POSITION: '0,0',
    },
  });
  try {
    const glass = await app.firstWindow();
    // off the glass, as a technician has it: what the shell said before anybody listened is gone
    const shown = async () => (await glass.locator('.board-pairing .code-group').allTextContents()).join('');
    await expect.poll(shown).toMatch(/^[A-Z2-9]{8}$/);
    await world.operator.post('/api/enrolments', { code: await shown(), screenId });
    await expect(glass.getByText('Xin chào').or(glass.getByText('Hello')).first()).toBeVisible();
    await world.killServer();

    await glass.mouse.click(640, 300);
    await glass.getByRole('button', { name: 'Tiếng Việt' }).first().click();
    await glass.getByRole('button', { name: 'Tìm thông tin' }).click();
    for (const letter of 'thi thuc') await glass.getByRole('button', { name: letter === ' ' ? 'Dấu cách' : letter, exact: true }).click();
    await glass.getByRole('button', { name: 'Thị thực điện tử' }).click();
    await expect(glass.getByText('Đường đi tới quầy thị thực.').last()).toBeVisible();
  } finally {
    await app.close();
    await world.stop();
  }
});
