import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alert } from '@gatecast/protocol';
import { generateSeed, nameOfBytes, signingKeyOf } from '@gatecast/signing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Handover } from '../src/bridge/bridge.ts';
import type { StageStrike } from '../src/bridge/strike.ts';
import { runAgent, type Running } from './support/agent-process.ts';
import { makeRelease } from './support/make-release.ts';
import { shellSide } from './support/shell-side.ts';
import { testServer, type TestServer } from './support/test-server.ts';

let folder: string;
let server: TestServer;
let agent: Running;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-agent-'));
  server = await testServer();
});
afterEach(async () => {
  await agent.end('SIGKILL');
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A player that was paired and is connected. */
async function enrolled(): Promise<void> {
  agent = runAgent(server.url, folder);
  await server.until(server.isDeviceWaiting);
  await server.enrol();
  await server.until(server.isPlayerConnected);
}
const states = (number: number) => server.seen.reports.filter((report) => report.number === number).map(({ state }) => state);

test('a device shows its code and fingerprint, is enrolled, and keeps its key to itself', async () => {
  await enrolled();
  expect(await agent.event('pairing')).toMatchObject({ code: 'ACDE2345', fingerprint: expect.stringMatching(/^(\w{4} ){4}\w{4}$/) });
  expect(await agent.event('enrolled')).toMatchObject({ playerId: 'player-1', screenId: 'screen-1' });
  expect(statSync(join(folder, 'identity.json')).mode & 0o777).toBe(0o600);
  await server.until(() => server.seen.heartbeats.length > 0);
  expect(server.seen.heartbeats[0]).toMatchObject({ sequence: 1, stage: 'none', showing: { kind: 'nothing', reason: 'no-stage' } });
});

test('a release is delivered, prepared and activated, and the next one fetches only what changed', async () => {
  await enrolled();
  const film = { bytes: randomBytes(300_000), mime: 'video/mp4' } as const;
  server.offer(makeRelease(100, { notices: ['Xin chào', 'Cổng 12'], media: [film] }, server.assembly), 100);
  await server.until(() => states(100).includes('active'));
  expect(states(100)).toEqual(['delivered', 'prepared', 'active']);
  const before = server.seen.objects.length;
  server.offer(makeRelease(101, { notices: ['Xin chào', 'Cổng 14'], media: [film] }, server.assembly), 101);
  await server.until(() => states(101).includes('active'));
  // the tree's node, the notice's part and its variant; not the film, the playlist, the other notice
  expect([server.seen.objects.length - before, server.seen.media.length]).toEqual([3, 1]);
});

test('a player killed in the middle of a download goes on where it stopped', async () => {
  await enrolled();
  const film = { bytes: randomBytes(2_000_000), mime: 'video/mp4' } as const;
  server.answerMedia({ stallAfterBytes: 1_200_000 });
  server.offer(makeRelease(100, { notices: ['a'], media: [film] }, server.assembly), 100);
  const part = join(folder, 'media', `${nameOfBytes(film.bytes)}.part`);
  await server.until(() => server.seen.heartbeats.some(({ release }) => release.progressBp === 6_000));
  await agent.end('SIGKILL');
  expect(statSync(part).size).toBe(1_200_000);
  const objects = server.seen.objects.length;
  server.answerMedia('whole');
  agent = runAgent(server.url, folder);
  await server.until(() => states(100).includes('active'));
  expect(server.seen.media.at(-1)?.range).toBe('bytes=1200000-');
  expect(await agent.event('media-fetched')).toMatchObject({ sizeBytes: 2_000_000, resumedFromBytes: 1_200_000 });
  expect(server.seen.objects.length).toBe(objects);
});

test('media with other bytes are thrown away and fetched again', async () => {
  await enrolled();
  server.answerMedia('corrupt');
  const film = { bytes: randomBytes(50_000), mime: 'video/mp4' } as const;
  server.offer(makeRelease(100, { notices: ['a'], media: [film] }, server.assembly), 100);
  const trouble = await agent.event('trouble', ({ where }) => where === 'media');
  expect(trouble.detail).toContain('gave other bytes');
  expect(states(100)).toEqual(['delivered']);
  server.answerMedia('whole');
  await server.until(() => states(100).includes('active'));
  expect(server.seen.media.at(-1)?.range).toBe(undefined);
});

test('a release that is not signed as required is refused, and a signed one after it is taken', async () => {
  await enrolled();
  server.offer(makeRelease(9_000_000, { notices: ['Hijacked'] }, signingKeyOf(generateSeed())), 9_000_000);
  await server.until(() => states(9_000_000).includes('refused'));
  expect(server.seen.reports.at(-1)).toMatchObject({ reason: 'bad-signature' });
  server.offer(makeRelease(100, { notices: ['a'] }, server.assembly), 100);
  await server.until(() => states(100).includes('active'));
});

test('a release for another screen, an older one, and one whose plan does not compile are refused', async () => {
  await enrolled();
  server.offer(makeRelease(100, { notices: ['a'] }, server.assembly), 100);
  await server.until(() => states(100).includes('active'));
  server.offer(makeRelease(101, { notices: ['b'] }, server.assembly, { screenId: 'screen-2' }), 101);
  await server.until(() => states(101).includes('refused'));
  server.offer(makeRelease(102, { notices: ['c'], isWithoutFallback: true }, server.assembly), 102);
  await server.until(() => states(102).includes('refused'));
  // a server restored from a backup offers less than is here
  server.offer(makeRelease(50, { notices: ['d'] }, server.assembly), 103);
  await server.until(() => states(50).includes('refused'));
  const reasons = server.seen.reports.filter(({ state }) => state === 'refused').map(({ number, reason }) => [number, reason]);
  expect(reasons).toEqual([
    [101, 'other-screen'],
    [102, 'plan-refused'],
    [50, 'older-number'],
  ]);
  await server.until(() => (server.seen.heartbeats.at(-1)?.release.active ?? 0) === 100);
});

test('a release whose semantics came after this player is refused with that reason before anything of it is fetched', async () => {
  await enrolled();
  server.offer(makeRelease(100, { notices: ['a'] }, server.assembly), 100);
  await server.until(() => states(100).includes('active'));
  const objects = server.seen.objects.length;
  server.offer(makeRelease(101, { notices: ['b'] }, server.assembly, { semantics: 5 as 4 }), 101);
  await server.until(() => states(101).includes('refused'));
  expect(server.seen.reports.at(-1)).toMatchObject({ number: 101, reason: 'plan-refused', detail: 'semantics: 5 came after this player' });
  expect([server.seen.objects.length, server.seen.heartbeats.at(-1)?.release.active]).toEqual([objects, 100]);
  server.offer(makeRelease(102, { notices: ['c'] }, server.assembly, { semantics: 2 }), 102);
  await server.until(() => states(102).includes('active'));
});

test('a newer release supersedes one that waits for its media', async () => {
  await enrolled();
  server.answerMedia({ stallAfterBytes: 10 });
  server.offer(makeRelease(100, { notices: ['a'], media: [{ bytes: randomBytes(90_000), mime: 'video/mp4' }] }, server.assembly), 100);
  await server.until(() => server.seen.media.length > 0);
  server.offer(makeRelease(101, { notices: ['b'] }, server.assembly), 101);
  await server.until(() => states(101).includes('active'));
  expect(states(100)).toEqual(['delivered', 'superseded']);
});

function alert(more: Partial<Alert> = {}): Alert {
  return {
    id: 'alert-1',
    revision: 1,
    status: 'actual',
    severity: 'extreme',
    urgency: 'immediate',
    style: 'full-screen',
    targets: { areaIds: [], screenIds: [] },
    effectiveMs: Date.now(),
    expiresMs: Date.now() + 3_600_000,
    languages: ['vi'],
    texts: { vi: { headline: 'Sơ tán', instruction: 'Đi theo nhân viên' } },
    approvals: [],
    ...more,
  };
}

test('an alert is on disk before it is acknowledged: its receipt is sent after a restart, once', async () => {
  await enrolled();
  server.answerReceipts(false);
  server.raise(7, [alert(), alert({ id: 'elsewhere', targets: { areaIds: ['arrivals'], screenIds: [] } })]);
  await agent.event('alert-receipt', ({ kind }) => kind === 'received');
  await agent.end('SIGKILL');
  server.answerReceipts(true);
  agent = runAgent(server.url, folder);
  await server.until(() => server.seen.receipts.length > 0);
  await server.until(() => server.seen.heartbeats.some(({ alertRevision, uptimeMs }) => alertRevision === 7 && uptimeMs > 1_500));
  expect(server.seen.receipts.map(({ alertId, kind, stateRevision }) => [alertId, kind, stateRevision])).toEqual([
    ['alert-1', 'received', 7],
  ]);
  server.raise(8, []);
  await server.until(() => server.seen.receipts.length === 2);
  expect(server.seen.receipts[1]).toMatchObject({ alertId: 'alert-1', kind: 'cleared' });
});

test('a player without a release is reached by the alerts of its areas, also after a restart, and a newer release moves it', async () => {
  server.stand({ screenName: 'B12', areaIds: ['belts', 'arrivals'] });
  await enrolled();
  server.raise(7, [alert({ targets: { areaIds: ['arrivals'], screenIds: [] } })]);
  await agent.event('alert-receipt', ({ kind }) => kind === 'received');
  await agent.end('SIGKILL');
  server.stand({});
  agent = runAgent(server.url, folder);
  await server.until(() => server.seen.connects === 2);
  server.raise(8, [
    alert({ id: 'here', targets: { areaIds: ['belts'], screenIds: [] } }),
    alert({ id: 'there', targets: { areaIds: ['gates'], screenIds: [] } }),
  ]);
  expect(await agent.event('alert-state', ({ revision }) => revision === 8)).toMatchObject({ alertIds: ['here'] });
  const moved = { areaIds: ['gates'], issuedAtMs: Date.now() + 1_000 };
  server.offer(makeRelease(100, { notices: ['a'] }, server.assembly, moved), 100);
  await server.until(() => server.seen.receipts.some(({ alertId, kind }) => alertId === 'there' && kind === 'received'));
});

test('the handover lies on disk in parts, and an alert writes its own alone', async () => {
  server.stand({ screenName: 'B12', areaIds: [] });
  await enrolled();
  server.offer(makeRelease(100, { notices: ['a'] }, server.assembly), 100);
  await server.until(() => states(100).includes('active'));
  const part = (name: string) => JSON.parse(readFileSync(join(folder, 'handover', `${name}.json`), 'utf8')) as Handover;
  await expect.poll(() => part('release')).toMatchObject({ part: 'release', release: { number: 100 } });
  const before = part('release').revision;
  server.raise(7, [alert()]);
  await expect.poll(() => part('alerts')).toMatchObject({ part: 'alerts', alertRevision: 7, alerts: [{ id: 'alert-1' }] });
  expect([part('release').revision, part('device')]).toMatchObject([before, { part: 'device', link: 'connected', screenName: 'B12' }]);
});

test('an alert state that is not signed as required, or older, changes nothing', async () => {
  await enrolled();
  server.raise(7, [alert()]);
  await agent.event('alert-state', ({ revision }) => revision === 7);
  server.raise(8, [], signingKeyOf(generateSeed()));
  await agent.event('trouble', ({ where }) => where === 'alert-state');
  server.raise(6, []);
  await agent.event('trouble', ({ where, detail }) => where === 'alert-state' && detail === 'older');
  await server.until(() => server.seen.heartbeats.at(-1)?.alertRevision === 7);
  expect(agent.events.filter(({ event }) => event === 'alert-state')).toHaveLength(1);
});

test('strikes outlive stage and agent, and come to the server with what the watchdog did, in the server’s time', async () => {
  await enrolled();
  const release = makeRelease(100, { notices: ['a', 'b'] }, server.assembly);
  server.offer(release, 100);
  await server.until(() => states(100).includes('active'));
  await agent.end('SIGKILL');
  agent = runAgent(server.url, folder, {}, ['ipc']);
  const shell = shellSide(agent.process);
  await shell.started;
  const nowMs = Date.now();
  const nameOfNotice = () => {
    const handed = JSON.parse(readFileSync(join(folder, 'handover', 'release.json'), 'utf8')) as Extract<Handover, { part: 'release' }>;
    return handed.release?.items.find(({ id }) => id === 'notice-1')?.variants[0]?.document ?? '';
  };
  await expect.poll(nameOfNotice).not.toBe('');
  const name = nameOfNotice();
  const strike = { itemId: 'notice-1', language: 'vi', count: 2, failedMs: nowMs, untilMs: nowMs + 120_000, detail: 'no frame' };
  const strikes: StageStrike[] = [
    { ...strike, name: 'f'.repeat(64) },
    { ...strike, name },
  ];
  shell.openStage('stage-1', () => undefined).strike(strikes);
  const safeMode = { shows: 'board', sinceMs: nowMs, symptom: 'crashed', detail: 'killed' } as const;
  const last = { rung: 'safe-mode', symptom: 'crashed', detail: 'killed', atMs: nowMs } as const;
  agent.process.send({ kind: 'watchdog', told: { last, safeMode } });
  // the release has no document of the other name
  const told = { itemId: 'notice-1', title: 'notice-1', language: 'vi', count: 2, failedMs: nowMs, againMs: nowMs + 120_000 };
  const struck = [{ ...told, isReplaced: true, detail: 'no frame' }];
  await server.until(() => server.seen.heartbeats.some((one) => one.safeMode !== undefined && one.strikes?.length === 1));
  const { watchdog, clock, ...beat } = server.seen.heartbeats.at(-1) ?? {};
  expect(beat).toMatchObject({ strikes: struck, safeMode: { shows: 'board', symptom: 'crashed' }, recordsLost: 0 });
  expect([watchdog?.rung, Math.abs((watchdog?.atMs ?? 0) - nowMs) < 1_000, clock?.measuredAgoMs !== undefined]).toEqual([
    'safe-mode',
    true,
    true,
  ]);
  await agent.end('SIGKILL');
  const before = server.seen.heartbeats.length;
  agent = runAgent(server.url, folder);
  await server.until(() => server.seen.heartbeats.length > before);
  expect(server.seen.heartbeats.at(-1)).toMatchObject({ strikes: struck });
  await expect
    .poll(() => JSON.parse(readFileSync(join(folder, 'handover', 'strikes.json'), 'utf8')) as unknown)
    .toMatchObject({ part: 'strikes', strikes });
});
