import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSeed, nameOfBytes, signingKeyOf } from '@gatecast/signing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { handoverSchema } from '../src/bridge/bridge.ts';
import { runAgent, type Running } from './support/agent-process.ts';
import { makeRelease } from './support/make-release.ts';
import { testServer, type TestServer } from './support/test-server.ts';

let folder: string;
let server: TestServer;
let agent: Running;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-known-good-'));
  server = await testServer();
  agent = runAgent(server.url, folder);
  await server.until(server.isDeviceWaiting);
  await server.enrol();
  await server.until(server.isPlayerConnected);
});
afterEach(async () => {
  await agent.end('SIGKILL');
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const film = { bytes: randomBytes(60_000), mime: 'video/mp4' } as const;
const file = (): string => join(folder, 'handover', 'known-good.json');
const isActive = (number: number) => () => server.seen.reports.some((report) => report.number === number && report.state === 'active');
const heldNumber = (number: number) => agent.event('known-good', (event) => event.number === number);

test('a release pinned as known good is fetched whole, lies ready for the stage without the agent, stays while others come and go, and leaves', async () => {
  const good = makeRelease(90, { notices: ['Vẫn chạy'], media: [film] }, server.assembly);
  server.offer(makeRelease(100, { notices: ['a'] }, server.assembly), 100);
  await server.until(isActive(100));
  server.pin(90, good);
  server.raise(7, []);
  await heldNumber(90);
  await expect.poll(() => existsSync(file())).toBe(true);
  const handed = handoverSchema.parse(JSON.parse(readFileSync(file(), 'utf8')));
  expect(handed).toMatchObject({ part: 'release', release: { number: 90 } });
  expect(handed.part === 'release' && Object.keys(handed.release?.documents ?? {}).length).toBe(2);

  for (const number of [101, 102, 103]) {
    server.offer(makeRelease(number, { notices: [`${number}`] }, server.assembly), number);
    await server.until(isActive(number));
  }
  await agent.end('SIGKILL');
  const objects = server.seen.objects.length;
  agent = runAgent(server.url, folder);
  await heldNumber(90);
  expect([server.seen.objects.length - objects, server.seen.media.length]).toEqual([0, 1]);
  expect(existsSync(join(folder, 'media', nameOfBytes(film.bytes)))).toBe(true);

  server.pin(0, null);
  server.raise(8, []);
  await heldNumber(0);
  await expect.poll(() => existsSync(file())).toBe(false);
});

test('what is pinned and not signed as required, or of another screen, is not held, and what was held stays', async () => {
  server.offer(makeRelease(100, { notices: ['a'] }, server.assembly), 100);
  await server.until(isActive(100));
  server.pin(100, makeRelease(100, { notices: ['a'] }, server.assembly));
  server.raise(7, []);
  await heldNumber(100);
  server.pin(101, makeRelease(101, { notices: ['Hijacked'] }, signingKeyOf(generateSeed())));
  server.raise(8, []);
  expect((await agent.event('trouble', ({ where }) => where === 'known-good')).detail).toContain('not signed as required');
  server.pin(102, makeRelease(102, { notices: ['b'] }, server.assembly, { screenId: 'screen-2' }));
  server.raise(9, []);
  await agent.event('trouble', ({ where, detail }) => where === 'known-good' && detail.includes('screen-2'));
  expect(agent.events.flatMap((event) => (event.event === 'known-good' ? [event.number] : []))).toEqual([0, 100]);
});

test('a half-fetched known-good film is gone on with after another release became active, which drops what nobody needs', async () => {
  server.answerMedia({ stallAfterBytes: 40_000 });
  server.offer(makeRelease(100, { notices: ['a'] }, server.assembly), 100);
  await server.until(isActive(100));
  server.pin(90, makeRelease(90, { notices: ['Vẫn chạy'], media: [film] }, server.assembly));
  server.raise(7, []);
  const part = join(folder, 'media', `${nameOfBytes(film.bytes)}.part`);
  await expect.poll(() => statSync(part, { throwIfNoEntry: false })?.size).toBe(40_000);
  const stray = join(folder, 'media', `${'ab'.repeat(32)}.part`);
  writeFileSync(stray, 'nobody needs it');
  server.offer(makeRelease(101, { notices: ['b'] }, server.assembly), 101);
  await server.until(isActive(101));
  await expect.poll(() => existsSync(stray)).toBe(false);
  server.answerMedia('whole');
  await heldNumber(90);
  expect(await agent.event('media-fetched')).toMatchObject({ sizeBytes: 60_000, resumedFromBytes: 40_000 });
});
