import { fleetRoutes } from '@gatecast/protocol';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccounts, type DemoAccounts } from '../src/demo/accounts.ts';
import { signIn } from '../src/fleet-api/session.ts';
import { start, type Running } from './support/gatecast.ts';

let folder = '';
let server: Running;
let player: Running;
let url = '';
let accounts: DemoAccounts;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-command-'));
  server = start(['server', '--port', '0', '--data', join(folder, 'server')]);
  url = String((await server.event('listening'))['url']);
  accounts = await createAccounts(folder, url, String((await server.event('setup'))['url']));
  const operator = await signIn(url, accounts.operator.email, accounts.operator.password);
  const body = { names: { en: 'Gate' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'] };
  const site = await operator.call(fleetRoutes.createSite, { body });
  const screen = { name: 'B12', siteId: site.id, areaId: null, kind: 'display' as const, widthPx: 640, heightPx: 360 };
  const { id } = await operator.call(fleetRoutes.createScreen, { body: screen });
  const shell = ['--shell', 'chromium', '--headless', '--size', '640x360'];
  player = start(['player', '--server', url, '--data', join(folder, 'player'), ...shell]);
  const { code } = await player.event('pairing');
  await operator.call(fleetRoutes.claimEnrolment, { body: { code: String(code), screenId: id } });
  await player.event('link');
});
afterAll(async () => {
  player.interrupt();
  await player.ended;
  server.interrupt();
  await server.ended;
  await rm(folder, { recursive: true, force: true });
});

const command = (...more: readonly string[]) => {
  const who = ['--server', url, '--email', accounts.operator.email];
  return start(['command', 'B12', ...more, ...who], { GATECAST_PASSWORD: accounts.operator.password }).ended;
};

test('logs are fetched from a screen by its name, and what a player refuses is a failure with its reason', async () => {
  const file = join(folder, 'logs.gz');
  const fetched = await command('log-bundle', '100', '--output', file);
  expect([fetched.code, JSON.parse(fetched.stdout)]).toMatchObject([0, { state: 'done', hasLogs: true }]);
  expect(gunzipSync(await readFile(file)).toString('utf8')).toContain('"event":"enrolled"');
  const refused = await command('reboot');
  expect([refused.code, refused.stderr]).toEqual([1, 'reboot: refused: GATECAST_REBOOT does not allow it\n']);
  const unknown = await command('shell', 'id');
  expect([unknown.code, JSON.parse(unknown.stderr)]).toMatchObject([2, { code: 'bad-input', field: 'ORDER' }]);
});
