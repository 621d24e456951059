import { expect, test } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signIn, type Api, type Json } from '../worlds/api.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';
import { gatecast, node } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';
import { createBalancer, createPostgres, createRedis, freePort, missingService } from '../worlds/services.ts';
import { shareFiles } from '../worlds/shared-files.ts';

// To a ministry: one of the machines that tell the screens may die, and nothing that was told is lost.

const players = 30;

test('a node that is killed in the middle of a push and a Redis that goes and comes back lose nothing', async () => {
  const missing = missingService();
  test.skip(missing !== null, `this machine has no ${missing}`);
  const folder = await mkdtemp(join(tmpdir(), 'gatecast-cluster-'));
  const postgres = await createPostgres();
  const redis = await createRedis(join(folder, 'redis'));
  await Promise.all([postgres.start(), redis.start()]);
  const environment = {
    ...{ GATECAST_TRUTH: postgres.url, GATECAST_REDIS: redis.url, GATECAST_KEYS: join(folder, 'keys') },
    ...{ GATECAST_TRUSTED_PROXIES: '127.0.0.1', GATECAST_FILES_SHARED: '1' },
  };
  const ports = [await freePort(), await freePort()] as const;
  const one = await FleetWorld.start({ port: ports[0], environment });
  await shareFiles(join(one.folder, 'server'), join(folder, 'two'));
  const startTwo = () =>
    new Program('second node', node, [gatecast, 'server', '--port', `${ports[1]}`, '--data', join(folder, 'two')], environment);
  const two = startTwo();
  const balancer = await createBalancer(join(folder, 'nginx'), ports);
  let simulated: Program | null = null;
  try {
    await two.event(({ event }) => event === 'listening', 'listening');
    await balancer.start();
    const operator = await signIn(balancer.url, one.email('operator'), one.password);
    const simulateArgs = ['simulate', '--players', `${players}`, '--server', balancer.url, '--email', one.email('operator')];
    simulated = new Program(
      'simulated players',
      node,
      [gatecast, ...simulateArgs, '--data', join(folder, 'players'), '--ramp', '1', '--json'],
      {
        GATECAST_PASSWORD: one.password,
      },
    );
    await simulated.event(({ event }) => event === 'connected', `${players} players`, 60_000);
    const siteId = await siteOf(operator);
    const itemId = await one.addNotice('Welcome', { vi: { title: 'Xin chào', body: 'Hà Nội' }, en: { title: 'Welcome', body: 'Hanoi' } });
    const playlistId = await one.addPlaylist('Loop', [itemId]);
    await one.addEntry('Always', playlistId, { targets: [{ kind: 'site', siteId }] });
    const templateId = await one.addAlertTemplate('Evacuation', { vi: 'Sơ tán ngay', en: 'Evacuate now' });

    // committed, and hardly told to anybody when the node that made it dies
    const { id: publicationId } = await one.publish();
    await one.killServer();
    await expect.poll(async () => activeScreens(operator, publicationId), { timeout: 60_000 }).toBe(players);

    await redis.kill();
    const first = await operator.post('/api/alerts', { templateId, siteId });
    await expect.poll(async () => receivedBy(operator, first.id), { timeout: 60_000 }).toBe(players);
    await redis.start();
    await one.restartServer();
    await operator.post(`/api/alerts/${first.id}/clear`);
    const again = await signIn(one.url, one.email('operator'), one.password);
    const second = await again.post('/api/alerts', { templateId, siteId });
    await expect.poll(async () => receivedBy(operator, second.id), { timeout: 60_000 }).toBe(players);
    expect(await activeScreens(again, publicationId)).toBe(players);
    // a node that was started again knows by their next heartbeats whom the other holds
    await expect.poll(async () => connectedAt(again, siteId), { timeout: 60_000 }).toBe(players);
  } finally {
    await simulated?.stop();
    await balancer.kill('SIGQUIT');
    await two.stop();
    await one.stop();
    await redis.kill();
    await postgres.kill('SIGQUIT');
    for (const path of [folder, postgres.folder]) await rm(path, { recursive: true, force: true, maxRetries: 5 });
  }
});

async function siteOf(operator: Api): Promise<string> {
  const { sites } = await operator.get('/api/sites');
  return sites.find((site: Json) => site.names.en === 'Simulated screens').id;
}
async function connectedAt(operator: Api, siteId: string): Promise<number> {
  const { screens } = await operator.get('/api/screens');
  return screens.filter((screen: Json) => screen.siteId === siteId && screen.isConnected).length;
}
async function activeScreens(operator: Api, publicationId: string): Promise<number> {
  const { screens } = await operator.get(`/api/publications/${publicationId}`);
  return screens.filter((screen: Json) => screen.state === 'active').length;
}
async function receivedBy(operator: Api, alertId: string): Promise<number> {
  const { alerts } = await operator.get('/api/alerts');
  return alerts.find((alert: Json) => alert.id === alertId).counts.received;
}
