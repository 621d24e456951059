import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPin } from '@gatecast/signing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentToStage } from '../src/bridge/bridge.ts';
import { insideAgent, type InsideAgent } from './support/inside-agent.ts';
import { makeRelease } from './support/make-release.ts';
import { testServer, type TestServer } from './support/test-server.ts';

let folder: string;
let server: TestServer;
let inside: InsideAgent;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-exits-'));
  server = await testServer();
  inside = await insideAgent(server.url, folder);
});
afterEach(async () => {
  await inside.agent.stop();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Somebody at the pad: types one PIN after another, each when the one before is answered. */
async function type(...pins: readonly string[]): Promise<readonly string[]> {
  const results: string[] = [];
  for (const pin of pins) {
    results.push(
      await new Promise<string>((resolve) => {
        const take = (message: AgentToStage) => void (message.kind === 'exit-answer' && resolve(message.answer.result));
        inside.agent.openPort({ send: take, close: () => undefined }).receive({ kind: 'try-exit', requestId: 1, pin });
      }),
    );
  }
  return results;
}

test('tries to leave the kiosk are kept until the server has them, over a restart too, and a lock is told once', async () => {
  await server.until(server.isDeviceWaiting);
  await server.enrol();
  await server.until(server.isPlayerConnected);
  server.offer(makeRelease(100, { notices: ['Xin chào'], exitPin: await hashPin('482913') }, server.assembly), 100);
  await server.until(() => server.seen.reports.some(({ state }) => state === 'active'));
  server.answerReports(false);
  expect(await type('482913', '000000', '000001', '000002', '482913', '482913')).toEqual([
    ...['granted', 'wrong', 'wrong', 'wrong', 'waiting', 'waiting'],
  ]);
  await inside.agent.stop();
  server.answerReports(true);
  inside = await insideAgent(server.url, folder);
  await server.until(() => server.seen.exitTries.length > 0);
  expect(server.seen.exitTries.map(({ result, failures }) => `${result} ${failures}`)).toEqual([
    ...['granted 0', 'wrong 1', 'wrong 2', 'wrong 3', 'locked 3'],
  ]);
  const { heartbeats } = server.seen;
  await server.until(() => heartbeats.length > 3);
  expect([server.seen.exitTries.length, JSON.stringify(server.seen.exitTries).includes('482913')]).toEqual([5, false]);
});
