import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemNotify } from '../src/shells/system-notify.ts';
import { run } from './support/agent-process.ts';
import { notifySocket, type NotifySocket } from './support/notify-socket.ts';

const room = fileURLToPath(new URL('..', import.meta.url));
let folder: string;
let socket: NotifySocket;
const troubles: string[] = [];
const ends: (() => Promise<void>)[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-notify-'));
  socket = await notifySocket(join(folder, 'notify'));
  troubles.length = 0;
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await socket.end();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const told = (environment: NodeJS.ProcessEnv) =>
  systemNotify({ ...process.env, NOTIFY_SOCKET: join(folder, 'notify'), ...environment }, (detail) => void troubles.push(detail));

test('the manager is told that the player is ready, and twice in each time that it gives that it lives', async () => {
  const notify = told({ WATCHDOG_USEC: '60000000', WATCHDOG_PID: String(process.pid) });
  for (let second = 0; second < 100; second++) {
    notify.alive(second * 1_000);
    // each is sent by a process of its own, and they must not overtake one another here
    if (second % 30 === 0) await vi.waitFor(() => expect(socket.heard).toHaveLength(second / 30 + 1), { timeout: 20_000 });
  }
  notify.stopping();
  await vi.waitFor(() => expect(socket.heard).toEqual(['READY=1 WATCHDOG=1', 'WATCHDOG=1', 'WATCHDOG=1', 'WATCHDOG=1', 'STOPPING=1']), {
    timeout: 10_000,
  });
  expect(troubles).toEqual([]);
});

test('where the watch is for another process, or nobody listens, nothing more is said', async () => {
  const other = told({ WATCHDOG_USEC: '60000000', WATCHDOG_PID: '1' });
  for (let second = 0; second < 100; second++) other.alive(second * 1_000);
  const nobody = systemNotify({ PATH: '/nowhere' }, (detail) => void troubles.push(detail));
  nobody.alive(0);
  await vi.waitFor(() => expect(socket.heard).toEqual(['READY=1 WATCHDOG=1']), { timeout: 20_000 });
  expect(troubles).toEqual([]);
});

test('a message that cannot be sent is told once', async () => {
  const notify = told({ NOTIFY_SOCKET: join(folder, 'gone'), WATCHDOG_USEC: '2000000', WATCHDOG_PID: String(process.pid) });
  for (let second = 0; second < 5; second++) notify.alive(second * 1_000);
  await vi.waitFor(() => expect(troubles).toHaveLength(1), { timeout: 20_000 });
});

test('the Chromium shell tells that it is ready, that it lives, and that it stops', async () => {
  const main = join(room, 'src/shells/chromium/main.ts');
  const shell = run(process.execPath, [main, '--server', 'http://127.0.0.1:9', '--data', join(folder, 'data'), '--headless'], {
    GATECAST_SQLITE_BINDING: '',
    NOTIFY_SOCKET: join(folder, 'notify'),
    WATCHDOG_USEC: '2000000',
  });
  ends.push(() => shell.end('SIGTERM'));
  await vi.waitFor(() => expect(socket.heard.slice(0, 3)).toEqual(['READY=1 WATCHDOG=1', 'WATCHDOG=1', 'WATCHDOG=1']), { timeout: 30_000 });
  await shell.end('SIGTERM');
  expect(socket.heard).toContain('STOPPING=1');
});

test('the unit asks for what the player does: notify from its children, a watch, and to be started again for ever', () => {
  const unit = readFileSync(join(room, 'systemd/gatecast-player.service'), 'utf8');
  const wanted = [
    'Type=notify',
    'NotifyAccess=all',
    'WatchdogSec=60',
    'Restart=always',
    'RestartForceExitStatus=75',
    'StartLimitIntervalSec=0',
  ];
  expect(wanted.filter((line) => !unit.split('\n').includes(line))).toEqual([]);
});
