import { fleetRoutes } from '@gatecast/protocol';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
let rootFingerprint = '';
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
  await operator.call(fleetRoutes.createScreen, { body: screen });
  const made = await gatecast('pre-enrol', 'B12', '--out', preEnrolment());
  ({ rootFingerprint } = JSON.parse(made.stdout) as { rootFingerprint: string });
  const shell = ['--shell', 'chromium', '--headless', '--size', '640x360'];
  player = start(['player', '--server', url, '--data', join(folder, 'player'), ...shell], { GATECAST_PRE_ENROLMENT: preEnrolment() });
  await player.event('link');
});
afterAll(async () => {
  player.interrupt();
  await player.ended;
  server.interrupt();
  await server.ended;
  await rm(folder, { recursive: true, force: true });
});

function gatecast(...given: readonly string[]) {
  const who = ['--server', url, '--email', accounts.operator.email];
  return start([...given, ...who], { GATECAST_PASSWORD: accounts.operator.password }).ended;
}
const command = (...more: readonly string[]) => gatecast('command', 'B12', ...more);
const preEnrolment = () => join(folder, 'B12.pre-enrolment.json');

test('a file of a screen enrols its player without a code, is gone then, and is never written over another one', async () => {
  const { screenId } = await player.event('enrolled');
  const found = await player.event('pre-enrolment');
  expect(found['detail']).toBe(`B12, root ${rootFingerprint}`);
  await expect.poll(() => existsSync(preEnrolment())).toBe(false);
  expect(screenId).toEqual(expect.any(String));
  await writeFile(preEnrolment(), 'somebody else’s');
  const refused = await gatecast('pre-enrol', 'B12', '--replace', '--out', preEnrolment());
  expect([refused.code, JSON.parse(refused.stderr)]).toMatchObject([2, { field: '--out' }]);
  expect(await readFile(preEnrolment(), 'utf8')).toBe('somebody else’s');
});

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
