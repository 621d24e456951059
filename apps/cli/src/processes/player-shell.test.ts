import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { chooseShell, hasDisplay, shellCommandLine } from './player-shell.ts';

const dist = mkdtempSync(join(tmpdir(), 'gatecast-electron-'));
const binary = join(dist, 'electron');
const shellFile = join(dist, 'main.cjs');
writeFileSync(binary, '');
chmodSync(binary, 0o755);
writeFileSync(shellFile, '');
afterAll(() => rmSync(dist, { recursive: true }));

const desktop = { env: { ELECTRON_OVERRIDE_DIST_PATH: dist, DISPLAY: ':0' }, platform: 'linux', electronShell: shellFile } as const;
const console_ = { ...desktop, env: { ELECTRON_OVERRIDE_DIST_PATH: dist } } as const;
const without = { ...desktop, env: { ELECTRON_OVERRIDE_DIST_PATH: join(dist, 'nowhere'), WAYLAND_DISPLAY: 'wayland-0' } } as const;
const unbuilt = { ...desktop, electronShell: join(dist, 'not-built.cjs') } as const;

test('Electron plays where its runtime, its built shell and a display are there', () => {
  expect(chooseShell('auto', false, desktop)).toEqual({ kind: 'electron', binary });
  expect(chooseShell('electron', false, desktop)).toEqual({ kind: 'electron', binary });
});

test('Chromium plays where one of them is missing, where nobody wants a window, and where it is asked for', () => {
  for (const surroundings of [console_, without, unbuilt]) expect(chooseShell('auto', false, surroundings)).toEqual({ kind: 'chromium' });
  expect(chooseShell('auto', true, desktop)).toEqual({ kind: 'chromium' });
  expect(chooseShell('chromium', false, desktop)).toEqual({ kind: 'chromium' });
});

test('Electron is not replaced behind the back of somebody who asked for it', () => {
  expect(chooseShell('electron', false, without)).toMatchObject({ kind: 'none', message: expect.stringContaining('runtime') });
  expect(chooseShell('electron', false, console_)).toMatchObject({ kind: 'none', message: expect.stringContaining('display') });
  expect(chooseShell('electron', true, desktop)).toMatchObject({ kind: 'none', message: expect.stringContaining('--headless') });
});

test('a display is one of X11 or Wayland, and always there on macOS and Windows', () => {
  expect([desktop, console_, without].map(hasDisplay)).toEqual([true, false, true]);
  expect(hasDisplay({ ...console_, platform: 'darwin' })).toBe(true);
  expect(hasDisplay({ ...console_, env: { DISPLAY: '' } })).toBe(false);
});

test('both shells are told the same place, each in its own way', () => {
  const placement = { serverUrl: 'http://s', dataFolder: '/d', size: '480x270', mode: 'windowed', position: '0,320' } as const;
  expect(shellCommandLine({ kind: 'electron', binary }, placement, desktop)).toMatchObject({
    command: binary,
    env: {
      ...{ GATECAST_SERVER: 'http://s', GATECAST_PLAYER_DATA: '/d', GATECAST_SCREEN_SIZE: '480x270' },
      ...{ GATECAST_WINDOWED: '1', GATECAST_POSITION: '0,320' },
    },
  });
  const flags = ['--server', 'http://s', '--data', '/d', '--size', '480x270'];
  expect(shellCommandLine({ kind: 'chromium' }, placement, desktop).args.slice(1)).toEqual([...flags, '--windowed', '--position', '0,320']);
  expect(shellCommandLine({ kind: 'chromium' }, { ...placement, mode: 'kiosk' }, console_).args).toContain('--headless');
});
