import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Alert } from '@gatecast/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run, type Running } from '../support/agent-process.ts';
import { builtPlayer } from '../support/built-player.ts';
import { makeRelease } from '../support/make-release.ts';
import { testServer, type TestServer } from '../support/test-server.ts';
import { virtualDisplay } from '../support/virtual-display.ts';

const room = fileURLToPath(new URL('../..', import.meta.url));
const electronFolder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
if (electronFolder === '') console.warn('ELECTRON_OVERRIDE_DIST_PATH is not set: THE ELECTRON SHELL IS NOT TESTED HERE');

let folder: string;
let server: TestServer;
const ends: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-shell-'));
  server = await testServer();
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  await server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** What a player is told of a version of itself that is on trial. */
function onTrial(): Readonly<Record<string, string>> {
  const software = join(folder, 'software');
  mkdirSync(join(software, 'versions', '1'), { recursive: true });
  if (!existsSync(join(software, 'current'))) symlinkSync(join('versions', '1'), join(software, 'current'));
  writeFileSync(join(software, 'versions', '1', 'number'), '1\n');
  writeFileSync(join(software, 'trial'), '1\n');
  return { GATECAST_SOFTWARE: software, GATECAST_PLAYER_NUMBER: '1' };
}
function runChromium(): Running {
  const main = join(room, 'src/shells/chromium/main.ts');
  const args = [main, '--server', server.url, '--data', folder, '--size', '1280x720', '--headless'];
  const shell = run(process.execPath, args, { GATECAST_SQLITE_BINDING: '', ...onTrial() });
  ends.push(() => shell.end('SIGTERM'));
  return shell;
}
async function runElectron(): Promise<Running> {
  const screen = await virtualDisplay('1600x900');
  ends.push(screen.end);
  const environment = { DISPLAY: screen.display, GATECAST_SERVER: server.url, GATECAST_PLAYER_DATA: folder };
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const shell = run(join(electronFolder, 'electron'), [...flags, builtPlayer.electronMain], {
    ...environment,
    ...onTrial(),
    GATECAST_WINDOWED: '1',
    GATECAST_SCREEN_SIZE: '1280x720',
  });
  ends.push(() => shell.end('SIGTERM'));
  return shell;
}

function alert(): Alert {
  return {
    id: 'alert-1',
    revision: 1,
    status: 'actual',
    severity: 'extreme',
    urgency: 'immediate',
    style: 'full-screen',
    targets: { areaIds: ['gate-12'], screenIds: [] },
    effectiveMs: Date.now(),
    expiresMs: Date.now() + 3_600_000,
    languages: ['vi'],
    texts: { vi: { headline: 'Sơ tán', instruction: 'Đi theo nhân viên' } },
    approvals: [],
  };
}
const receipts = () => server.seen.receipts.map(({ kind }) => kind);

async function enrolAndPlay(shell: Running): Promise<void> {
  await shell.event('showing', ({ what }) => what === 'nothing');
  await server.until(server.isDeviceWaiting);
  await server.enrol();
  await server.until(server.isPlayerConnected);
  server.offer(makeRelease(100, { notices: ['Xin chào', 'Cổng 12'] }, server.assembly), 100);
  await shell.event('showing', ({ what }) => what === 'item');
}
async function alertAndClear(shell: Running): Promise<void> {
  // one that was nearly over when the alert came counts as shown whole
  const sinceMs = Date.now();
  await shell.event('showing', ({ what, atMs }) => what === 'item' && atMs > sinceMs);
  server.raise(7, [alert()]);
  await server.until(() => receipts().includes('painted'));
  expect(await server.command({ name: 'screenshot' })).toEqual({ kind: 'accepted' });
  await server.until(() => server.seen.screenshots.some(({ commandId }) => commandId === 'command-1'));
  expect(server.seen.screenshots[0]?.bytes.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  server.raise(8, []);
  await server.until(() => receipts().includes('cleared'));
  await server.until(() => server.seen.records.some(({ ended }) => ended === 'cut-by-alert'));
}
/** The agent is killed; the stage goes on, and what it played meanwhile arrives: the records tile time without a hole. */
async function killAgent(shell: Running): Promise<void> {
  const lastSequence = () => server.seen.records.at(-1)?.sequence ?? 0;
  // what the glass returned to after an alert began somewhere in an item
  const from = lastSequence() + 2;
  await server.until(() => lastSequence() >= from);
  const started = shell.events.find((event) => event.event === 'started' && event.part === 'agent');
  if (started?.event !== 'started' || started.pid === undefined) throw new Error('the agent has no pid');
  process.kill(started.pid, 'SIGKILL');
  await shell.event('stopped', ({ part }) => part === 'agent');
  await shell.event('started', ({ part, pid }) => part === 'agent' && pid !== started.pid);
  const before = lastSequence();
  await server.until(() => lastSequence() >= before + 4);
  const played = server.seen.records.filter(({ sequence }) => sequence >= from);
  expect(played.map(({ sequence }) => sequence)).toEqual(played.map((_, index) => from + index));
  const holes = played.slice(1).map(({ fromMs }, index) => fromMs - (played[index]?.untilMs ?? 0));
  expect(Math.max(...holes)).toBeLessThan(500);
  expect(shell.events.filter(({ event, ...more }) => event === 'started' && 'part' in more && more.part === 'stage')).toHaveLength(1);
}
/** Other programs, other pages, a second player. */
async function letsNobodyIn(shell: Running): Promise<void> {
  const { address } = await shell.event('started', ({ part }) => part === 'stage');
  expect((await fetch(`${address}/`)).status).toBe(403);
  expect((await fetch(`${address}/handover/release.json`, { headers: { cookie: 'gatecast=guess' } })).status).toBe(403);
  expect((await fetch(`${address}/start?token=`)).status).toBe(403);
  const refused = new WebSocket(`${String(address).replace('http', 'ws')}/bridge`);
  await new Promise((resolve) => refused.addEventListener('error', resolve, { once: true }));
  const second = runChromium();
  await second.end('SIGCONT');
  expect(second.process.exitCode).toBe(2);
}
/** As the service manager ends it, which is no failure of a version on trial. */
async function endsInTime(shell: Running): Promise<void> {
  await shell.event('started', ({ part }) => part === 'agent');
  const isTold = () => existsSync(join(folder, 'software', 'trial-ordered'));
  const before = isTold();
  const startedMs = performance.now();
  await shell.end('SIGTERM');
  expect([shell.process.exitCode, performance.now() - startedMs < 5_000, before, isTold()]).toEqual([0, true, false, true]);
}

// one life of a player each: to start one takes longer than most of what it is asked
describe('the Chromium shell', () => {
  test('pairs, plays, lets nobody else in, shows an alert and clears it, goes on when its agent is killed without losing what it played or telling it twice, and plays after a cut of the power without any server', async () => {
    const shell = runChromium();
    await enrolAndPlay(shell);
    await letsNobodyIn(shell);
    await alertAndClear(shell);
    await killAgent(shell);
    await shell.end('SIGKILL');
    await server.close();
    const second = runChromium();
    await second.event('showing', ({ what }) => what === 'item');
    await endsInTime(second);
  }, 120_000);
});

describe.skipIf(electronFolder === '')('the Electron shell', () => {
  test('pairs, plays, shows an alert and clears it, goes on when its agent is killed without losing what it played or telling it twice, and ends within five seconds', async () => {
    const shell = await runElectron();
    await enrolAndPlay(shell);
    await alertAndClear(shell);
    await killAgent(shell);
    await endsInTime(shell);
  }, 120_000);
});
