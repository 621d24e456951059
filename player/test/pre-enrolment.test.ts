import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PreEnrolmentFile } from '@gatecast/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runAgent, type Running } from './support/agent-process.ts';
import { makeRelease } from './support/make-release.ts';
import { testServer, type TestServer } from './support/test-server.ts';

let folder: string;
let server: TestServer;
const agents: Running[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-pre-enrolment-'));
  server = await testServer();
});
afterEach(async () => {
  for (const agent of agents.splice(0)) await agent.end('SIGKILL');
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const place = () => join(folder, 'pre-enrolment.json');
function bring(file: PreEnrolmentFile, at = place()): void {
  writeFileSync(at, JSON.stringify(file));
}
/** An agent that is told of no server. */
function start(environment: Readonly<Record<string, string>> = {}): Running {
  const agent = runAgent('', folder, environment);
  agents.push(agent);
  return agent;
}
const fileEvents = (agent: Running) => agent.events.flatMap((event) => (event.event === 'pre-enrolment' ? [event.state] : []));
/** Every file of the player that is no database, as text. */
function kept(): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return files
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('');
}

test('a device with a file is enrolled without a code and without being told of a server, takes the file away and finds its server again', async () => {
  // the first of the two does not answer
  const file = server.takeFile({ servers: ['http://127.0.0.1:9', server.url] });
  const { token } = JSON.parse(Buffer.from(file.document.payload, 'base64').toString('utf8')) as { token: string };
  bring(file);
  const first = start();
  await server.until(server.isPlayerConnected);
  await first.event('enrolled', ({ playerId, screenId }) => playerId === 'player-1' && screenId === 'screen-1');
  await first.event('pre-enrolment', ({ state }) => state === 'removed');
  expect([fileEvents(first), existsSync(place()), first.events.some(({ event }) => event === 'pairing')]).toEqual([
    ['found', 'removed'],
    false,
    false,
  ]);
  server.offer(makeRelease(100, { notices: ['Xin chào'] }, server.assembly), 100);
  await first.event('release-active');
  await first.end('SIGTERM');
  expect(kept().includes(token) || kept().includes(file.document.payload)).toBe(false);

  // its address survives the loss of the file that holds it
  rmSync(join(folder, 'server.json'));
  await server.until(() => !server.isPlayerConnected());
  start();
  await server.until(server.isPlayerConnected);
});

test('a player that dies between its enrolment and the end of its file goes on and takes the file away', async () => {
  const file = server.takeFile({});
  bring(file);
  const first = start();
  await first.event('enrolled');
  await first.end('SIGKILL');
  // and leaves that of another screen to its player
  const others = join(folder, 'others.json');
  bring(server.takeFile({ screenId: 'screen-2' }), others);
  const second = start({ GATECAST_PRE_ENROLMENT: others });
  await second.event('link', ({ state }) => state === 'connected');
  await second.end('SIGTERM');
  expect(existsSync(others)).toBe(true);
  bring(file);
  await server.until(() => !server.isPlayerConnected());
  start();
  await server.until(server.isPlayerConnected);
  await expect.poll(() => existsSync(place())).toBe(false);
});

test('a file that the server will not have is taken away, and the device asks for its code', async () => {
  bring(server.takeFile(null));
  const agent = start({ GATECAST_SERVER: server.url });
  expect(await agent.event('pairing')).toMatchObject({ code: 'ACDE2345' });
  expect([fileEvents(agent), existsSync(place())]).toEqual([['found', 'refused', 'removed'], false]);
});

test('a file is taken while the device shows its code, from the place that was set', async () => {
  const elsewhere = join(folder, 'stick.json');
  const agent = start({ GATECAST_SERVER: server.url, GATECAST_PRE_ENROLMENT: elsewhere });
  await agent.event('pairing');
  bring(server.takeFile({}), elsewhere);
  await server.until(server.isPlayerConnected);
  await agent.event('pre-enrolment', ({ state }) => state === 'removed');
  expect(existsSync(elsewhere)).toBe(false);
});

test('a file that does not hold together is refused, told once and left alone; a server that gives another screen is not believed', async () => {
  const file = server.takeFile({});
  const other = await testServer();
  try {
    bring({ ...file, root: other.root });
    const agent = start();
    await agent.event('pre-enrolment', ({ state, detail }) => state === 'refused' && detail.includes('signatures'));
    bring(server.takeFile({ rootFingerprint: '0000 0000 0000 0000 0000' }));
    await agent.event('pre-enrolment', ({ state, detail }) => state === 'refused' && detail.includes('fingerprint'));
    writeFileSync(place(), '{"kind":"gatecast-pre-enrol');
    await agent.event('pre-enrolment', ({ state, detail }) => state === 'refused' && detail.includes('is no pre-enrolment file'));
    bring(server.takeFile({ screenId: 'screen-2' }));
    await agent.event('trouble', ({ where, detail }) => where === 'enrolment' && detail.includes('screen-2'));
    expect([existsSync(place()), agent.events.some(({ event }) => event === 'enrolled')]).toEqual([true, false]);
  } finally {
    await other.close();
  }
});
