import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, type Clock } from '@gatecast/clock';
import type { Alert } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { exposures } from './support/exposures.ts';
import { insideAgent, type InsideAgent } from './support/inside-agent.ts';
import { makeRelease } from './support/make-release.ts';
import { testServer, type TestServer } from './support/test-server.ts';

// A whole player on a device whose clock is wrong: what it shows does not hang on what time the device thinks that it is.

const hourMs = 3_600_000;
const nobody = 'http://127.0.0.1:9';
let root: string;
let server: TestServer;
const number = 100;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'gatecast-clocks-'));
  server = await testServer();
  const { agent, handed } = await insideAgent(server.url, join(root, 'grown'));
  await server.until(server.isDeviceWaiting);
  await server.enrol();
  await server.until(server.isPlayerConnected);
  server.offer(release(number), number);
  server.raise(7, [alert]);
  await vi.waitFor(() => expect([shown({ handed }), handed().alerts.alertRevision]).toEqual([number, 7]), 20_000);
  await agent.stop();
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

const alert: Alert = {
  ...{ id: 'alert-1', revision: 1, status: 'actual', severity: 'extreme', urgency: 'immediate', style: 'full-screen' },
  ...{ targets: { areaIds: [], screenIds: [] }, effectiveMs: Date.now(), expiresMs: Date.now() + hourMs, languages: ['vi'] },
  ...{ texts: { vi: { headline: 'Sơ tán', instruction: 'Đi theo nhân viên' } }, approvals: [] },
};
const shown = ({ handed }: Pick<InsideAgent, 'handed'>) => handed().release.release?.number ?? 0;
const release = (of: number) => makeRelease(of, { notices: [`Cổng ${of}`] }, server.assembly);
/** A server of its own that knows the player, as tests run side by side. */
async function serverAgain(): Promise<TestServer> {
  const made = await testServer({ assembly: server.assembly });
  made.knows(server.playerKey() ?? { keyId: '', publicKey: '' });
  return made;
}
const comes = (agent: InsideAgent, wanted: number) =>
  vi.waitFor(() => expect(shown(agent)).toBe(wanted), { timeout: 15_000, interval: 10 });
/** The machine's clock as one whose wall clock is off, and can be set. */
function clockThatIsOff(byMs: () => number): Clock {
  const clock = systemClock();
  return { ...clock, nowMs: () => clock.nowMs() + byMs() };
}
async function copyAt(serverUrl: string, byMs: () => number): Promise<InsideAgent> {
  const folder = mkdtempSync(join(root, 'copy-'));
  cpSync(join(root, 'grown'), folder, { recursive: true });
  return await insideAgent(serverUrl, folder, {}, {}, clockThatIsOff(byMs));
}

test.concurrent.each([
  ['in 1970', -Date.now()],
  ['three days back', -72 * hourMs],
  ['five hours back', -5 * hourMs],
  ['five hours ahead', 5 * hourMs],
  ['ten days ahead', 240 * hourMs],
  ['thirty years ahead', 30 * 365 * 24 * hourMs],
])('a device whose clock starts %s shows what it showed, and is on its server’s time once it has one', async (_name, offMs) => {
  const alone = await copyAt(nobody, () => offMs);
  expect([shown(alone), alone.handed().alerts.alerts]).toEqual([number, [alert]]);
  await alone.agent.stop();

  const again = await serverAgain();
  const agent = await copyAt(again.url, () => offMs);
  await again.until(again.isPlayerConnected);
  const stage = agent.agent.openPort({ send: () => undefined, close: () => undefined });
  stage.receive({ kind: 'exposures', stageId: 'stage', exposures: exposures(1, 3) });
  await again.until(() => again.seen.records.length === 3 && again.seen.heartbeats.length > 1);
  const { clock, atMs } = again.seen.heartbeats.at(-1) ?? { clock: null, atMs: 0 };
  expect([clock?.state, Math.abs(atMs - Date.now()) < 30_000]).toEqual(['synced', true]);
  again.offer(release(number + 1), number + 1);
  await comes(agent, number + 1);
  await agent.agent.stop();
  await again.close();
});

test.concurrent('a device whose clock is set while it plays goes on playing, and takes what comes', async () => {
  let offMs = 0;
  const again = await serverAgain();
  const agent = await copyAt(again.url, () => offMs);
  for (const [index, next] of [5 * hourMs, -72 * hourMs, -Date.now()].entries()) {
    offMs = next;
    const beats = again.seen.heartbeats.length;
    await again.until(() => again.seen.heartbeats.length > beats + 1);
    expect([shown(agent), agent.handed().alerts.alerts]).toEqual([number + index, [alert]]);
    again.offer(release(number + index + 1), number + index + 1);
    await comes(agent, number + index + 1);
  }
  await agent.agent.stop();
  await again.close();
});

test.concurrent('without the time an alert goes on with what was left of it, over restarts and reboots, and where the database was lost', async () => {
  const folder = mkdtempSync(join(root, 'copy-'));
  cpSync(join(root, 'grown'), folder, { recursive: true });
  const minuteMs = 60_000;
  let uptimeMs = 0;
  /** The next life, on a machine whose clock stands in 1970, without a server. */
  const live = async (bootId: string, upMs: number) => {
    uptimeMs = upMs;
    const agent = await insideAgent(
      nobody,
      folder,
      {},
      { bootId, uptimeMs: () => uptimeMs },
      clockThatIsOff(() => -Date.now()),
    );
    return { agent: agent.agent, left: () => agent.handed().alerts.lives?.left[0]?.leftMs ?? -1, handed: agent.handed };
  };
  const keptLeft = () => {
    const kept = JSON.parse(readFileSync(join(folder, 'handover', 'alerts.json'), 'utf8')) as ReturnType<InsideAgent['handed']>['alerts'];
    return kept.lives?.left[0]?.leftMs ?? -1;
  };
  const first = await live('two', minuteMs);
  const atStart = first.left();
  expect([first.handed().device.clock.state, atStart > 55 * minuteMs, atStart <= 59 * minuteMs]).toEqual(['untrusted', true, true]);
  uptimeMs += 10 * minuteMs;
  await vi.waitFor(() => expect(keptLeft()).toBe(atStart - 10 * minuteMs), 20_000);
  await first.agent.stop();

  // nobody knows how long the machine was off
  const rebooted = await live('three', 5_000);
  expect(rebooted.left()).toBe(atStart - 10 * minuteMs - 5_000);
  uptimeMs += 20 * minuteMs;
  await vi.waitFor(() => expect(keptLeft()).toBe(atStart - 30 * minuteMs - 5_000), 20_000);
  await rebooted.agent.stop();

  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `player.sqlite${end}`), { force: true });
  const healed = await live('four', 5_000);
  expect([healed.handed().alerts.alerts, healed.left()]).toEqual([[alert], atStart - 30 * minuteMs - 10_000]);
  uptimeMs += 30 * minuteMs;
  await vi.waitFor(() => expect(keptLeft()).toBe(0), 20_000);
  await healed.agent.stop();
});
