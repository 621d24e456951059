import { alertRoutes, fleetRoutes } from '@gatecast/protocol';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccounts, type DemoAccounts } from '../src/demo/accounts.ts';
import { signIn, type Session } from '../src/fleet-api/session.ts';
import { gatecast, start, type Running } from './support/gatecast.ts';
import { processesOf } from './support/processes-of.ts';

let folder = '';
let server: Running;
let url = '';
let accounts: DemoAccounts;
let operator: Session;
let approver: Session;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-cli-'));
  server = start(['server', '--port', '0', '--data', join(folder, 'server')]);
  url = String((await server.event('listening'))['url']);
  accounts = await createAccounts(folder, url, String((await server.event('setup'))['url']));
  operator = await signIn(url, accounts.operator.email, accounts.operator.password);
  approver = await signIn(url, accounts.approver.email, accounts.approver.password);
});
afterAll(async () => {
  server.interrupt();
  expect(await server.ended).toMatchObject({ code: 0 });
  expect(processesOf(folder)).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

const simulate = (more: readonly string[] = []) => [
  'simulate',
  '--server',
  url,
  '--data',
  join(folder, 'simulated'),
  '--ramp',
  '1',
  ...more,
];

/** A pre-staged alert for a site, raised by one person after another approved it; gives its id. */
async function raiseAlert(siteId: string): Promise<string> {
  const texts = {
    vi: { headline: 'Sơ tán ngay', instruction: 'Đi theo biển báo.' },
    en: { headline: 'Evacuate', instruction: 'Follow the signs.' },
  };
  const body = { name: 'Evacuation', severity: 'extreme', urgency: 'immediate', style: 'full-screen', texts } as const;
  const template = await operator.call(alertRoutes.createAlertTemplate, { body });
  await approver.call(alertRoutes.approveAlertTemplate, { params: { templateId: template.id }, body: { revision: template.revision } });
  return (await operator.call(alertRoutes.raiseAlert, { body: { templateId: template.id, siteId } })).id;
}

test('the server that it started answers /healthz and takes the first administrator only once', async () => {
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await expect(createAccounts(folder, url, `${url}/setup?token=${'x'.repeat(40)}`)).rejects.toThrow(/setup/);
});

test('twenty players enrol, connect and answer an alert; the server has their receipts', async () => {
  const env = { GATECAST_PASSWORD: accounts.operator.password };
  const simulated = start(simulate(['--players', '20', '--email', accounts.operator.email, '--paint', '--json']), env);
  expect(await simulated.event('enrolled')).toMatchObject({ players: 20 });
  expect(await simulated.event('connected')).toMatchObject({ players: 20 });

  const { sites } = await operator.call(fleetRoutes.listSites, {});
  const alertId = await raiseAlert(sites[0]?.id ?? '');
  const seen = await simulated.event('alert-state');
  expect(seen).toMatchObject({ players: 20, firstAtMs: expect.any(Number), lastStoredAtMs: expect.any(Number) });

  const { alerts } = await operator.call(alertRoutes.listAlerts, {});
  expect(alerts.find(({ id }) => id === alertId)?.counts).toMatchObject({ told: 20, received: 20, painted: 20, notInTime: 0 });

  simulated.interrupt();
  const { code, stdout, stderr } = await simulated.ended;
  expect({ code, stderr, last: JSON.parse(stdout.trim().split('\n').at(-1) ?? '') }).toMatchObject({
    ...{ code: 0, stderr: '' },
    last: { event: 'stopped', connected: 20, rejected: 0 },
  });
});

test('a second run is the same players again, without anybody signed in', async () => {
  const again = start(simulate(['--players', '20']));
  await again.says('All 20 players have what the server told them of.');
  again.interrupt();
  const { code, stdout } = await again.ended;
  expect({ code, lines: stdout.split('\n').filter((line) => !line.startsWith('Alert state')) }).toEqual({
    code: 0,
    lines: [
      'All 20 players are connected.',
      'All 20 players have what the server told them of.',
      '20 of 20 were connected at the end, 0 had a release',
      '',
    ],
  });
  expect((await operator.call(fleetRoutes.listScreens, {})).screens).toHaveLength(20);
});

test('a server to practise on has its players simulated as well', async () => {
  const room = await mkdtemp(join(folder, 'practice-'));
  const practice = start(['server', '--port', '0', '--data', join(room, 'server')], { GATECAST_TRAINING: '1' });
  const at = String((await practice.event('listening'))['url']);
  const made = await createAccounts(room, at, String((await practice.event('setup'))['url']));
  const args = ['simulate', '--server', at, '--data', join(room, 'simulated'), '--players', '3', '--ramp', '1'];
  const simulated = start([...args, '--email', made.operator.email, '--json'], { GATECAST_PASSWORD: made.operator.password });
  expect(await simulated.event('enrolled')).toMatchObject({ players: 3 });
  expect(await simulated.event('connected')).toMatchObject({ players: 3 });
  simulated.interrupt();
  expect(await simulated.ended).toMatchObject({ code: 0, stderr: '' });
  practice.interrupt();
  expect(await practice.ended).toMatchObject({ code: 0 });
});

test('a wrong password and a server that is not there are told in a sentence', async () => {
  const asked = ['--players', '1', '--email', accounts.operator.email];
  const wrong = await gatecast([...simulate(asked), '--data', join(folder, 'nobody')], { GATECAST_PASSWORD: 'a wrong sentence' });
  expect(wrong).toMatchObject({ code: 1, stdout: '', stderr: `${url} does not know ${accounts.operator.email} with this password.\n` });

  const nowhere = 'http://127.0.0.1:9';
  const gone = await gatecast(['simulate', ...asked, '--server', nowhere, '--data', folder], { GATECAST_PASSWORD: 'x' });
  expect(gone).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^http:\/\/127\.0\.0\.1:9 cannot be reached: [^\n]+\n$/),
  });
});
