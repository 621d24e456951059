import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FeedTable } from '@gatecast/protocol';
import { generateSeed, signingKeyOf } from '@gatecast/signing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insideAgent, type InsideAgent } from './support/inside-agent.ts';
import { testServer, type TestServer } from './support/test-server.ts';

let folder: string;
let server: TestServer;
let inside: InsideAgent;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-feeds-'));
  server = await testServer();
  inside = await insideAgent(server.url, folder);
  await server.until(server.isDeviceWaiting);
  await server.enrol();
  await server.until(server.isPlayerConnected);
});
afterEach(async () => {
  await inside.agent.stop();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const waiting = (minutes: string): readonly FeedTable[] => [
  { sourceId: 'queue', asOfMs: 1_785_307_560_000, columns: [{ key: 'minutes', type: 'number' }], rows: [[minutes]] },
];
const shown = (): unknown => inside.handed().feeds.feeds.map(({ rows }) => rows[0]?.[0]);
const troubles = (): readonly string[] =>
  inside.events.flatMap((event) => (event.event === 'trouble' && event.where === 'feed-state' ? [event.detail] : []));

test('values that the server pushes reach the stage, and outlive the agent and the server', async () => {
  server.feed(100, waiting('7'));
  await expect.poll(shown).toEqual(['7']);
  await inside.agent.stop();
  await server.close();
  inside = await insideAgent(server.url, folder);
  expect(shown()).toEqual(['7']);
});

test('a state that is not signed as required, and one older than what is here, change nothing and are told', async () => {
  server.feed(100, waiting('7'));
  await expect.poll(shown).toEqual(['7']);
  server.feed(101, waiting('99'), { key: signingKeyOf(generateSeed()) });
  await expect.poll(troubles).toEqual([expect.stringContaining('signature')]);
  server.feed(99, waiting('5'));
  await expect.poll(troubles).toHaveLength(2);
  expect([shown(), troubles()[1]]).toEqual([['7'], 'older']);
  // and the next good one is taken as ever
  server.feed(102, waiting('8'));
  await expect.poll(shown).toEqual(['8']);
});

test('what was pushed while nobody heard it is fetched at the next connection', async () => {
  server.feed(100, waiting('7'));
  await expect.poll(shown).toEqual(['7']);
  server.cut();
  await server.until(() => !server.isPlayerConnected());
  const beats = server.seen.heartbeats.length;
  server.feed(101, waiting('12'));
  await server.until(server.isPlayerConnected);
  await expect.poll(shown, { timeout: 5_000 }).toEqual(['12']);
  // by the welcome, before any heartbeat could tell
  expect([server.seen.feedAsks, server.seen.heartbeats.length - beats <= 1]).toEqual([1, true]);
});

test('a push that is lost while the link stands is found by the next heartbeat', async () => {
  server.feed(100, waiting('3'), { isLost: true });
  await expect.poll(shown, { timeout: 5_000 }).toEqual(['3']);
});
