import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { systemClock } from '@gatecast/clock';
import type { CommandReport, Order, ScreenKind } from '@gatecast/protocol';
import { generateSeed, nameOfBytes, signingKeyOf } from '@gatecast/signing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DisplayAdapter } from '../src/agent/display/display-adapter.ts';
import type { AgentHost, Machine } from '../src/agent/start-agent.ts';
import type { StageState } from '../src/bridge/bridge.ts';
import { runAgent, type Running } from './support/agent-process.ts';
import { insideAgent, type InsideAgent } from './support/inside-agent.ts';
import { makeRelease } from './support/make-release.ts';
import { testServer, type TestServer } from './support/test-server.ts';

let folder: string;
let server: TestServer;
let agent: Running | null = null;
let inside: InsideAgent | null = null;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-commands-'));
  server = await testServer();
});
afterEach(async () => {
  await agent?.end('SIGKILL');
  await inside?.agent.stop();
  [agent, inside] = [null, null];
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A player that was paired and is connected, as a process. */
async function enrolled(environment: Readonly<Record<string, string>> = {}): Promise<void> {
  agent = runAgent(server.url, folder, environment);
  await server.until(server.isDeviceWaiting);
  await server.enrol();
  await server.until(server.isPlayerConnected);
}
/** The same player's next life in this process, with the machine that the test gives it. */
async function livesOn(machine: Partial<Machine>, host: Partial<AgentHost> = {}): Promise<InsideAgent> {
  await agent?.end('SIGKILL');
  await inside?.agent.stop();
  const { connects } = server.seen;
  inside = await insideAgent(server.url, folder, {}, machine, systemClock(), host);
  await server.until(() => server.seen.connects > connects);
  return inside;
}
function give(order: Order, id: string, more: object = {}): Promise<unknown> {
  return server.command(order, { id, ...more });
}
const accepted = { kind: 'accepted' };
const endsOf = (id: string) => server.seen.commandReports.filter(({ commandId }) => commandId === id).map(({ end }) => end);
async function ended(id: string): Promise<CommandReport['end'] | undefined> {
  await server.until(() => endsOf(id).length > 0);
  return endsOf(id)[0];
}
const pathWith = (programs: string) => ({ PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}` });
/** A program of this name that keeps its arguments and says what it is told to. */
function program(name: string, script: string): string {
  const programs = join(folder, 'programs');
  mkdirSync(programs, { recursive: true });
  writeFileSync(join(programs, name), `#!/bin/sh\necho "$@" >> "${join(folder, `${name}.log`)}"\n${script}\n`);
  chmodSync(join(programs, name), 0o755);
  return programs;
}
const asked = (name: string) => readFileSync(join(folder, `${name}.log`), 'utf8');

test('a command without the command signature, for another player, too late, or with an order of no list is not taken', async () => {
  await enrolled();
  const identify: Order = { name: 'identify', seconds: 5 };
  expect(await server.command(identify, { id: 'a' }, signingKeyOf(generateSeed()))).toMatchObject({ reason: 'bad-signature' });
  expect(await give(identify, 'b', { playerId: 'player-2' })).toMatchObject({ reason: 'other-player' });
  expect(await give(identify, 'c', { expiresAtMs: Date.now() - 5_000 })).toMatchObject({ reason: 'expired' });
  expect(await server.command({ name: 'shell', command: 'id' }, { id: 'd' })).toMatchObject({ reason: 'not-supported' });
  expect(await give(identify, 'e')).toEqual(accepted);
  expect(await ended('e')).toMatchObject({ kind: 'refused', reason: 'no-stage' });
  expect(server.seen.commandReports).toHaveLength(1);
});

test('a command that is delivered three times is done once, and answers how it ended also after a restart and its expiry', async () => {
  const programs = program('systemctl', 'echo "Access denied" >&2; exit 4');
  await enrolled({ GATECAST_REBOOT: 'systemctl', ...pathWith(programs) });
  const soon = { expiresAtMs: Date.now() + 3_000 };
  expect(await Promise.all([give({ name: 'reboot' }, 'a', soon), give({ name: 'reboot' }, 'a', soon)])).toEqual([accepted, accepted]);
  const failed = { kind: 'failed', detail: 'systemctl: Access denied' };
  expect(await ended('a')).toEqual(failed);
  expect(await give({ name: 'reboot' }, 'a', soon)).toEqual(failed);
  await livesOn({});
  await expect.poll(() => Date.now() > soon.expiresAtMs, { timeout: 5_000 }).toBe(true);
  expect(await give({ name: 'reboot' }, 'a', soon)).toEqual(failed);
  // a report may come twice, and says the same
  expect([asked('systemctl'), endsOf('a')]).toEqual(['reboot\n', endsOf('a').map(() => failed)]);
});

test('volume and quiet hours are handed to the stage, last over restarts, and their reports come until they are stored', async () => {
  await enrolled();
  server.answerReports(false);
  expect(await give({ name: 'volume', levelBp: 2_500 }, 'a')).toEqual(accepted);
  expect(await give({ name: 'quiet-hours', spans: [{ from: '22:00', to: '05:30' }] }, 'b')).toEqual(accepted);
  await agent?.event('command', ({ name }) => name === 'quiet-hours');
  server.answerReports(true);
  const { handed } = await livesOn({});
  expect([await ended('a'), await ended('b')]).toEqual([{ kind: 'done' }, { kind: 'done' }]);
  expect(handed().device.audio).toEqual({ volumeBp: 2_500, quiet: [{ from: '22:00', to: '05:30' }] });
});

test('a player killed between accepting and doing goes on with it, and gives up an order that kills it each time', async () => {
  await enrolled();
  // a display that never answers holds up what comes after it
  const hangs: DisplayAdapter = {
    setPower: () => new Promise(() => undefined),
    setBrightness: () => new Promise(() => undefined),
    read: () => Promise.resolve({ power: 'on', brightnessBp: null }),
  };
  await livesOn({ display: hangs });
  expect(await give({ name: 'display-power', power: 'on' }, 'a')).toEqual(accepted);
  expect(await give({ name: 'volume', levelBp: 100 }, 'b')).toEqual(accepted);
  await livesOn({ display: hangs });
  expect(await give({ name: 'display-power', power: 'on' }, 'a')).toEqual(accepted);
  await livesOn({});
  expect(await ended('a')).toEqual({ kind: 'failed', detail: 'the agent ended 2 times over it' });
  expect(await ended('b')).toEqual({ kind: 'done' });
});

test('an order to start the player again is done by the shell’s next life, with the exit code that asks for one', async () => {
  await enrolled();
  expect(await give({ name: 'restart-player' }, 'a')).toEqual(accepted);
  const code = await new Promise((resolve) => agent?.process.once('exit', resolve));
  expect([code, endsOf('a')]).toEqual([75, []]);
  await livesOn({ shellLife: 'another' });
  expect(await ended('a')).toEqual({ kind: 'done' });
});

test('a reboot is done when the boot is another one, refused where it is not allowed, and no new life of the agent counts for it', async () => {
  const programs = program('systemctl', 'exit 0');
  await enrolled();
  expect(await give({ name: 'reboot' }, 'a')).toEqual(accepted);
  expect(await ended('a')).toMatchObject({ kind: 'refused', reason: 'not-supported' });
  const before = process.env['PATH'];
  process.env['PATH'] = pathWith(programs).PATH;
  try {
    await livesOn({ reboot: 'systemctl', bootId: 'boot-1' });
    expect(await give({ name: 'reboot' }, 'b')).toEqual(accepted);
    await expect.poll(() => existsSync(join(folder, 'systemctl.log'))).toBe(true);
    await livesOn({ reboot: 'systemctl', bootId: 'boot-1', shellLife: 'another' });
    await server.until(() => (server.seen.heartbeats.at(-1)?.uptimeMs ?? 0) > 1_500);
    expect(endsOf('b')).toEqual([]);
    await livesOn({ reboot: 'systemctl', bootId: 'boot-2' });
    expect([await ended('b'), asked('systemctl')]).toEqual([{ kind: 'done' }, 'reboot\n']);
  } finally {
    process.env['PATH'] = before;
  }
});

test('clearing the cache deletes what neither a kept nor the known-good release needs, and nothing else', async () => {
  await enrolled();
  const films = [30_000, 40_000, 50_000, 60_000].map((size) => ({ bytes: randomBytes(size), mime: 'video/mp4' }) as const);
  for (const [index, film] of films.entries()) {
    const number = 100 + index;
    const made = makeRelease(number, { notices: ['a'], media: [film] }, server.assembly);
    server.offer(made, number);
    await server.until(() => server.seen.reports.some((report) => report.number === number && report.state === 'active'));
    if (index > 0) continue;
    server.pin(number, made);
    server.raise(1, []);
    await agent?.event('known-good', (event) => event.number === number);
  }
  expect(await give({ name: 'clear-cache' }, 'a')).toEqual(accepted);
  // the release before the active one is kept too
  expect(await ended('a')).toEqual({ kind: 'done', effect: { kind: 'freed', files: 1, sizeBytes: 40_000 } });
  const kept = films.filter((_, index) => index !== 1).map(({ bytes }) => nameOfBytes(bytes));
  expect(readdirSync(join(folder, 'media')).toSorted()).toEqual(kept.toSorted());
});

test('a bundle of logs holds the last lines of what the player told, without the code that pairs it', async () => {
  await enrolled();
  expect(await give({ name: 'log-bundle', lines: 1_000 }, 'a')).toEqual(accepted);
  const end = await ended('a');
  const text = gunzipSync(server.seen.logBundles[0]?.bytes ?? Buffer.alloc(0)).toString('utf8');
  const events = text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { event: string }).event);
  expect(events.filter((event) => ['started', 'pairing', 'enrolled', 'link'].includes(event))).toEqual([
    'started',
    'pairing',
    'enrolled',
    'link',
  ]);
  expect(end).toEqual({
    kind: 'done',
    effect: { kind: 'bundled', lines: events.length, sizeBytes: server.seen.logBundles[0]?.bytes.byteLength },
  });
  expect([text.includes('fingerprint'), text.includes('ACDE2345')]).toEqual([true, false]);
});

const picture = { mime: 'image/jpeg', bytes: new Uint8Array([255, 216, 255]) } as const;
const takeShot = () => Promise.resolve(picture);
const refused = (reason: string) => ({ kind: 'refused', reason });
async function shows(number: number, screenKind: ScreenKind): Promise<void> {
  server.offer(makeRelease(number, { notices: ['a'] }, server.assembly, { screenKind }), number);
  await server.until(() => server.seen.reports.some((report) => report.number === number && report.state === 'active'));
}
const onItem: StageState['showing'] = { kind: 'item', entryId: 'always', itemId: 'notice-0', languages: ['vi'], fromMs: 0, untilMs: 1 };
const onVisit: StageState['showing'] = { kind: 'lookup', language: 'vi' };
/** A stage that says what it shows every tenth of a second until it is closed. */
function stageOn({ agent: living }: InsideAgent, showing: StageState['showing']) {
  const port = living.openPort({ send: () => undefined, close: () => undefined });
  const of = { stageId: 's', releaseNumber: 0, widthPx: 1920, heightPx: 1080, paintedAlerts: [] };
  let says = showing;
  const say = () => port.receive({ kind: 'state', state: { ...of, showing: says } });
  say();
  const timer = setInterval(say, 100);
  return {
    say(next: StageState['showing']): void {
      says = next;
      say();
    },
    close(): void {
      clearInterval(timer);
      port.closed();
    },
  };
}

test('a screenshot is done when the server has it, and is never taken while a visitor uses the screen', async () => {
  await enrolled();
  await shows(100, 'lookup');
  const living = await livesOn({}, { takeShot });
  const stage = stageOn(living, onItem);
  expect(await give({ name: 'screenshot' }, 'a')).toEqual(accepted);
  expect([await ended('a'), server.seen.screenshots.at(-1)?.commandId]).toEqual([{ kind: 'done' }, 'a']);
  stage.say(onVisit);
  expect(await give({ name: 'screenshot' }, 'b')).toEqual(accepted);
  expect(await ended('b')).toMatchObject(refused('visitor'));
  // whoever was there when the bridge was lost may be there still
  stage.close();
  expect(await give({ name: 'screenshot' }, 'c')).toEqual(accepted);
  expect(await ended('c')).toMatchObject(refused('visitor'));
  expect(server.seen.screenshots.map(({ commandId }) => commandId)).toEqual(['a']);
});

test(
  'a look-up point of which no stage says whether somebody is there is not photographed, neither by order nor by itself',
  { tags: 'long' },
  async () => {
    await enrolled();
    await shows(100, 'lookup');
    let shots = 0;
    const counted = () => {
      shots++;
      return takeShot();
    };
    // the agent is new, and the stage that it had is there with its visitor and not heard yet
    await livesOn({}, { takeShot: counted });
    expect(await give({ name: 'screenshot' }, 'a')).toEqual(accepted);
    expect(await ended('a')).toMatchObject(refused('visit-unknown'));
    // the one that is sent by itself soon after the start
    await server.until(() => (server.seen.heartbeats.at(-1)?.uptimeMs ?? 0) > 16_000);
    expect([shots, server.seen.screenshots]).toEqual([0, []]);
  },
);

test('a picture that was being taken when a visitor came, or the stage fell silent, is thrown away', async () => {
  await enrolled();
  await shows(100, 'lookup');
  let meanwhile = (): void => undefined;
  const living = await livesOn(
    {},
    {
      async takeShot() {
        meanwhile();
        return picture;
      },
    },
  );
  const stage = stageOn(living, onItem);
  // what the stage says of it comes after the picture
  meanwhile = () => void setTimeout(() => stage.say(onVisit), 20);
  expect(await give({ name: 'screenshot' }, 'a')).toEqual(accepted);
  expect(await ended('a')).toMatchObject(refused('visitor'));
  stage.say(onItem);
  meanwhile = () => stage.close();
  expect(await give({ name: 'screenshot' }, 'b')).toEqual(accepted);
  expect(await ended('b')).toMatchObject(refused('visit-unknown'));
  expect(server.seen.screenshots).toEqual([]);
});

test('a screen that nobody can use is photographed also while its stage says nothing, as a stuck picture is the one to be seen', async () => {
  await enrolled();
  await livesOn({}, { takeShot });
  expect(await give({ name: 'screenshot' }, 'a')).toEqual(accepted);
  // nothing tells yet what kind of screen it is
  expect(await ended('a')).toMatchObject(refused('visit-unknown'));
  await shows(100, 'display');
  expect(await give({ name: 'screenshot' }, 'b')).toEqual(accepted);
  expect(await ended('b')).toEqual({ kind: 'done' });
  await shows(101, 'lookup');
  expect(await give({ name: 'screenshot' }, 'c')).toEqual(accepted);
  expect(await ended('c')).toMatchObject(refused('visit-unknown'));
});
