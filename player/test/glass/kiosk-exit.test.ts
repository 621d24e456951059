import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashPin } from '@gatecast/signing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run, type Running } from '../support/agent-process.ts';
import { builtPlayer } from '../support/built-player.ts';
import { electronFolder } from '../support/electron-shell.ts';
import { makeRelease } from '../support/make-release.ts';
import { testServer, type TestServer } from '../support/test-server.ts';
import { virtualDisplay } from '../support/virtual-display.ts';

// A keyboard at a kiosk: real keys from the X server, as a person presses them.

const room = fileURLToPath(new URL('../..', import.meta.url));
const hasKeys = spawnSync('xdotool', ['version']).error === undefined;
if (!hasKeys) console.warn('xdotool is not installed: KEYS AT A KIOSK ARE NOT TESTED HERE');

/** What browsers listen to, and windows. */
const leadingAway = [
  ...['ctrl+w', 'ctrl+shift+w', 'ctrl+t', 'ctrl+n', 'ctrl+shift+n', 'ctrl+q', 'ctrl+shift+q', 'alt+F4', 'ctrl+F4'],
  ...['F11', 'F12', 'ctrl+shift+i', 'ctrl+shift+j', 'ctrl+u', 'F1', 'shift+Escape', 'alt+f', 'F10', 'F6'],
  ...['ctrl+l', 'alt+d', 'ctrl+o', 'ctrl+s', 'ctrl+p', 'ctrl+h', 'ctrl+j', 'ctrl+d', 'ctrl+f', 'F3', 'F7'],
  ...['F5', 'ctrl+r', 'ctrl+shift+r', 'alt+Left', 'alt+Home', 'ctrl+plus', 'ctrl+minus', 'ctrl+Tab', 'ctrl+1', 'Menu'],
];

let folder: string;
let server: TestServer;
const ends: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-exit-'));
  server = await testServer();
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  await server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

type Kiosk = { readonly shell: Running; readonly keys: (...keys: readonly string[]) => void; readonly windows: () => readonly string[] };

async function kiosk(program: string, args: readonly string[]): Promise<Kiosk> {
  const screen = await virtualDisplay('1280x720');
  ends.push(screen.end);
  const environment = {
    ...{ DISPLAY: screen.display, GATECAST_SERVER: server.url, GATECAST_PLAYER_DATA: folder, GATECAST_SCREEN_SIZE: '1280x720' },
    GATECAST_ASIDE_SECONDS: '2',
  };
  const shell = run(program, args, environment);
  ends.push(() => shell.end('SIGTERM'));
  const xdotool = (...given: readonly string[]): string =>
    execFileSync('xdotool', given, { env: { ...process.env, DISPLAY: screen.display }, encoding: 'utf8' });
  await server.until(server.isDeviceWaiting);
  await server.enrol();
  await server.until(server.isPlayerConnected);
  // a page in a frame, which wants the keys for itself
  const greedy =
    '<!doctype html><body tabindex=0>Xin chào<script>setInterval(() => { window.focus(); document.body.focus(); }, 500)</script>';
  const exitPin = await hashPin('482913');
  server.offer(makeRelease(100, { notices: ['Xin chào'], bundles: [{ 'index.html': greedy }], exitPin }, server.assembly), 100);
  await shell.event('showing', ({ itemId }) => itemId.startsWith('bundle'));
  return {
    shell,
    // without a window manager keys go to the window beneath the pointer
    keys: (...keys) => void xdotool('mousemove', '640', '400', 'key', '--delay', '30', ...keys),
    windows: () => {
      try {
        return xdotool('search', '--onlyvisible', '--name', '.*').trim().split('\n').toSorted();
      } catch {
        // none is found
        return [];
      }
    },
  };
}
const exits = (shell: Running) => shell.events.flatMap((event) => (event.event === 'exit' ? [event.result] : []));
const loads = (shell: Running) => shell.events.filter((event) => event.event === 'started' && event.part === 'stage').length;
const chord = 'ctrl+alt+shift+e';

async function keysHold({ shell, keys, windows }: Kiosk): Promise<void> {
  const before = windows();
  keys(...leadingAway);
  // the page that is there heard them all, and has never been another one
  await expect.poll(() => (keys(chord, '0', 'Return'), exits(shell)), { timeout: 10_000, interval: 1_000 }).toContain('wrong');
  expect([loads(shell), windows()]).toEqual([1, before]);
  keys('Escape');
  server.offer(makeRelease(101, { notices: ['Xin chào', 'Cổng 12'], exitPin: await hashPin('482913') }, server.assembly), 101);
  await shell.event('release-active', ({ number }) => number === 101);
  await shell.event('showing', ({ itemId }) => itemId === 'notice-1');
  expect(shell.events.filter((event) => event.event === 'watchdog' || (event.event === 'stopped' && event.part !== 'agent'))).toEqual([]);
}
async function leaves({ shell, keys, windows }: Kiosk): Promise<void> {
  const before = windows().length;
  keys(chord, '4', '8', '2', '9', '1', '3', 'Return');
  await shell.event('aside', ({ state }) => state === 'left');
  await expect.poll(() => windows().length).toBeLessThan(before);
  await shell.event('aside', ({ state }) => state === 'back');
  await expect.poll(() => windows().length).toBe(before);
  const sinceMs = Date.now();
  await shell.event('showing', ({ what, atMs }) => what === 'item' && atMs > sinceMs);
  expect([exits(shell).at(-1), shell.events.filter(({ event }) => event === 'watchdog')]).toEqual(['granted', []]);
}
async function isKept({ shell, keys }: Kiosk): Promise<void> {
  for (const failures of [1, 2, 3]) {
    keys(chord, '0', '0', '0', '0', '0', String(failures), 'Return');
    await shell.event('exit', (event) => event.result === 'wrong' && event.failures === failures);
  }
  keys(chord, '4', '8', '2', '9', '1', '3', 'Return');
  await shell.event('exit', ({ result }) => result === 'waiting');
  // a restart makes no try free
  const ports = (): number => shell.events.filter((event) => event.event === 'stage-port' && event.state === 'connected').length;
  const before = ports();
  const agents = shell.events.flatMap((event) => (event.event === 'started' && event.part === 'agent' ? [event.pid] : []));
  process.kill(agents.at(-1) ?? 0, 'SIGKILL');
  await shell.event('started', ({ part, pid }) => part === 'agent' && !agents.includes(pid));
  await expect.poll(ports).toBeGreaterThan(before);
  keys(chord, '4', '8', '2', '9', '1', '3', 'Return');
  await expect
    .poll(() => exits(shell).slice(exits(shell).indexOf('granted')))
    .toEqual(['granted', 'wrong', 'wrong', 'wrong', 'waiting', 'waiting']);
}

describe.skipIf(!hasKeys)('the Chromium kiosk', () => {
  test('stays for every key, goes aside for the PIN and comes back, and makes who guesses wait', async () => {
    const main = join(room, 'src/shells/chromium/main.ts');
    const at = await kiosk(process.execPath, [main]);
    await keysHold(at);
    await leaves(at);
    await isKept(at);
  });
});

describe.skipIf(!hasKeys || electronFolder === '')('the Electron kiosk', () => {
  test('stays for every key, goes aside for the PIN and comes back', async () => {
    const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const at = await kiosk(join(electronFolder, 'electron'), [...flags, builtPlayer.electronMain]);
    await keysHold(at);
    await leaves(at);
  });
});
