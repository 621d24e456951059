import { incidentNoticeSchema, incidentRoutes, textOfFact, type Heartbeat, type Incident, type IncidentNotice } from '@gatecast/protocol';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until, type Caller } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { quotedPrintable, startMailServer, type Mail, type MailServer } from './mail-server.ts';
import { playBatch } from './play-batch.ts';
import { connectTestPlayer, deviceKey, wellHeartbeat, type TestPlayer } from './test-device.ts';

type Post = { readonly headers: IncomingHttpHeaders; readonly body: string };

let world: FleetWorld;
let technician: Caller;
let hook: Server;
let post: MailServer;
let isHookWell = true;
let isMailWell = true;
/** Addresses that the mail server refuses, with its code. */
const refusing = new Map<string, number>();
const posts: Post[] = [];
let mails: readonly Mail[];
beforeAll(async () => {
  hook = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (isHookWell) posts.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(isHookWell ? 204 : 503).end();
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  post = await startMailServer((address) => (isMailWell ? (refusing.get(address) ?? null) : 450));
  mails = post.mails;
  world = await openFleetWorld({ ...post.settings, GATECAST_WEBHOOK_NETWORKS: '127.0.0.1' });
  technician = await world.server.signIn('technician', ['technician']);
});
afterAll(async () => {
  await world.close();
  await new Promise((resolve) => hook.close(resolve));
  await post.close();
});

const hookUrl = (path: string) => `http://127.0.0.1:${(hook.address() as AddressInfo).port}${path}`;
async function screenWithPlayer(name: string): Promise<{ screenId: string; player: TestPlayer; again: () => TestPlayer }> {
  const screenId = await world.addScreen(name);
  const enrolment = await world.enrol(screenId);
  const again = () => world.connect(enrolment);
  const player = again();
  await player.welcome;
  await player.ask('heartbeat', wellHeartbeat);
  return { screenId, player, again };
}
async function incidentsOf(screenId: string): Promise<readonly Incident[]> {
  return (await technician.call(incidentRoutes.listIncidents, { query: { screenId } })).incidents;
}
/** Turns the clock as the server looks, until it holds; `beat` keeps a player alive meanwhile. */
async function turnUntil(what: string, holds: () => Promise<boolean>, beat: () => Promise<unknown> = async () => undefined): Promise<void> {
  await until(what, async () => {
    await beat();
    world.clock.advance(5_000);
    return holds();
  });
}
const beating =
  (player: TestPlayer, heartbeat: Partial<Heartbeat> = {}) =>
  () =>
    player.ask('heartbeat', { ...wellHeartbeat, ...heartbeat });

test('an incident opens once, is taken on with a note and ends by itself; each step is in the audit, each end tells who heard of the beginning', async () => {
  const site = world.site.id;
  const { id: hookId, secret } = await world.chief.call(incidentRoutes.createNotificationRoute, {
    body: {
      ...{ name: 'Control room', channel: { kind: 'webhook', url: hookUrl('/gatecast') }, language: 'en' },
      ...{ siteIds: [site], kinds: ['storage-low'], hours: [], isOn: true },
    },
  });
  await world.chief.call(incidentRoutes.createNotificationRoute, {
    body: {
      ...{ name: 'Duty', channel: { kind: 'email', to: ['duty@noibai.example', 'it@noibai.example'] }, language: 'vi' },
      ...{ siteIds: [], kinds: ['storage-low'], hours: [], isOn: true },
    },
  });
  await world.chief.call(incidentRoutes.createNotificationRoute, {
    // 29 July 2026 13:46 at the site is a Wednesday
    body: {
      ...{ name: 'Night', channel: { kind: 'webhook', url: hookUrl('/night') }, language: 'en' },
      ...{ siteIds: [], kinds: [], hours: [{ days: ['WE'], from: '18:00', to: '06:00' }], isOn: true },
    },
  });
  const { screenId, player } = await screenWithPlayer('B12');
  const storage = { freeBytes: 100 * 1024 ** 2, mediaBytes: 0 };
  const [full, empty] = [beating(player, { storage }), beating(player)];
  // the server is out of order where messages go, so that they wait
  [isHookWell, isMailWell] = [false, false];
  await turnUntil('it opens', async () => (await incidentsOf(screenId)).length > 0, full);
  for (let look = 0; look < 4; look++) {
    await full();
    world.clock.advance(5_000);
  }
  const [opened, ...more] = await incidentsOf(screenId);
  expect([opened, more]).toMatchObject([
    {
      ...{ kind: 'storage-low', state: 'open', detail: '', siteId: site },
      fact: { says: 'free-storage', freeBytes: 100 * 1024 ** 2, limitBytes: 256 * 1024 ** 2 },
    },
    [],
  ]);
  const incidentId = opened?.id ?? ('' as Incident['id']);

  await turnUntil(
    'failures are told',
    async () => (await routesNow()).every(({ delivery }) => delivery.lastError !== null || delivery.waiting === 0),
    full,
  );
  expect((await routesNow()).map(({ name, delivery }) => [name, delivery.waiting])).toEqual([
    ['Control room', 1],
    ['Duty', 1],
    ['Night', 0],
  ]);
  [isHookWell, isMailWell] = [true, true];
  await turnUntil('both arrive', async () => posts.length === 1 && mails.length === 1, full);

  const acknowledged = await technician.call(incidentRoutes.acknowledgeIncident, {
    params: { incidentId },
    body: { note: 'Đang dọn ổ đĩa' },
  });
  expect(acknowledged).toMatchObject({ state: 'acknowledged', acknowledgedBy: technician.userId, note: 'Đang dọn ổ đĩa' });
  await turnUntil('it ends', async () => (await incidentsOf(screenId))[0]?.state === 'resolved', empty);
  await turnUntil('the end is told', async () => posts.length === 2 && mails.length === 2, empty);

  const notices = posts.map(({ body }): IncidentNotice => incidentNoticeSchema.parse(JSON.parse(body)));
  const seen = '100 MiB free, at least 256 MiB are needed';
  expect(notices.map(({ type, text, detail, incident }) => [type, text, detail, incident?.id])).toEqual([
    ['incident.opened', 'B12 (Noi Bai) is running out of storage', seen, incidentId],
    ['incident.resolved', 'Over: B12 (Noi Bai) is running out of storage', seen, incidentId],
  ]);
  for (const { headers, body } of posts) {
    const key = Buffer.from((secret ?? '').replace('whsec_', ''), 'base64');
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  }
  expect(mails.map(({ to }) => to)).toEqual([
    ['duty@noibai.example', 'it@noibai.example'],
    ['duty@noibai.example', 'it@noibai.example'],
  ]);
  expect(mails[0]?.text).toMatch(/^Subject: =\?UTF-8\?/m);
  expect(quotedPrintable(mails[0]?.text ?? '')).toContain('còn trống 100 MiB, mức tối thiểu 256 MiB');
  const { truth } = world.server.app.context;
  const rows = await truth
    .selectFrom('audit')
    .select(['action', 'actor'])
    .where('subject', '=', `screen:${screenId}`)
    .where('action', 'like', 'incident%')
    .orderBy('sequence')
    .execute();
  expect(rows).toEqual([
    { action: 'incident-opened', actor: 'system' },
    { action: 'incident-acknowledged', actor: technician.userId },
    { action: 'incident-resolved', actor: 'system' },
  ]);
  expect(await technician.refused(incidentRoutes.acknowledgeIncident, { params: { incidentId }, body: {} })).toMatchObject({
    code: 'wrong-state',
  });
  expect((await routesNow()).find(({ id }) => id === hookId)?.delivery).toMatchObject({ waiting: 0, givenUp: 0 });
  expect(JSON.stringify(await routesNow())).not.toContain('whsec_');
});
async function routesNow() {
  return (await technician.call(incidentRoutes.listNotificationRoutes, {})).routes;
}

test('a screen that is gone is offline once, and no screen is because the server itself was started again', async () => {
  const { screenId, player, again } = await screenWithPlayer('B13');
  player.close();
  await turnUntil('it is offline', async () => (await incidentsOf(screenId)).length > 0);
  expect(await incidentsOf(screenId)).toMatchObject([{ kind: 'offline', state: 'open' }]);
  const staying = await screenWithPlayer('B14');
  await world.server.restart();
  // half a minute, as players need to come back
  for (let look = 0; look < 6; look++) {
    await incidentsOf(screenId);
    world.clock.advance(5_000);
  }
  const back = staying.again();
  await back.welcome;
  const beat = beating(back);
  const returned = again();
  await returned.welcome;
  await turnUntil(
    'the one that was gone is back',
    async () => (await incidentsOf(screenId))[0]?.state === 'resolved',
    async () => {
      await beat();
      await beating(returned)();
    },
  );
  expect([(await incidentsOf(screenId)).length, await incidentsOf(staying.screenId)]).toEqual([1, []]);
});

test('two devices with one key, a gap in the records and a player ahead of this server are incidents at once', async () => {
  const screenId = await world.addScreen('B15');
  const key = deviceKey();
  const enrolment = await world.enrol(screenId, key);
  const first = world.connect(enrolment);
  await first.welcome;
  const ahead = { ...wellHeartbeat, release: { ...wellHeartbeat.release, active: 900 } };
  await first.ask('heartbeat', ahead);
  const second = connectTestPlayer({ url: world.server.url, key, playerId: enrolment.playerId });
  expect((await second.fault).code).toBe('key-in-use');
  expect(await first.ask('play-records', playBatch(enrolment, 3, 4))).toMatchObject({ code: 'wrong-state' });
  await turnUntil(
    'both are told',
    async () => (await incidentsOf(screenId)).length >= 2,
    async () => first.ask('heartbeat', ahead),
  );
  expect(
    (await incidentsOf(screenId))
      .map(({ kind, state, fact }) => `${kind} ${state}: ${fact === null ? '' : textOfFact(fact, 'en')}`)
      .toSorted((one, other) => one.localeCompare(other)),
  ).toEqual([
    'key-twice open: a second device from 127.0.0.1, beside the one at 127.0.0.1',
    'record-gap open: records from 1 to 2 did not come',
    'server-behind open: the player has release 900, alerts 0',
  ]);
});

test('an address of a network that nobody named is not asked, whatever the route says', async () => {
  const { id } = await world.chief.call(incidentRoutes.createNotificationRoute, {
    body: {
      ...{ name: 'Inside', channel: { kind: 'webhook', url: 'http://[::1]:9/' }, language: 'en' },
      ...{ siteIds: [], kinds: ['too-hot'], hours: [], isOn: true },
    },
  });
  await world.chief.call(incidentRoutes.testNotificationRoute, { params: { routeId: id }, body: {} });
  const route = async () => (await routesNow()).find((one) => one.id === id);
  await turnUntil('it is refused', async () => ((await route())?.delivery.lastError ?? null) !== null);
  expect((await route())?.delivery).toMatchObject({ waiting: 1, lastError: '[::1]:9 may not be reached' });
  await world.chief.call(incidentRoutes.deleteNotificationRoute, { params: { routeId: id } });
  expect(await route()).toBe(undefined);
});

test('where a mail server refuses some, those who got it get it once; who is refused for now is tried again, who is refused for good is told of', async () => {
  const to = ['got@noibai.example', 'later@noibai.example', 'never@noibai.example'];
  refusing.set('later@noibai.example', 450).set('never@noibai.example', 550);
  const { id } = await world.chief.call(incidentRoutes.createNotificationRoute, {
    body: {
      ...{ name: 'Some', channel: { kind: 'email', to }, language: 'en' },
      ...{ siteIds: [], kinds: ['too-hot'], hours: [], isOn: true },
    },
  });
  const deliveryOf = async () => (await routesNow()).find((route) => route.id === id)?.delivery;
  const before = mails.length;
  await world.chief.call(incidentRoutes.testNotificationRoute, { params: { routeId: id }, body: {} });
  await turnUntil('one is refused', async () => (await deliveryOf())?.lastError !== null);
  expect(await deliveryOf()).toMatchObject({
    waiting: 1,
    lastError: 'refused for later@noibai.example (450), never@noibai.example (550)',
  });
  refusing.delete('later@noibai.example');
  await turnUntil('it arrives', async () => (await deliveryOf())?.waiting === 0);
  expect(mails.slice(before).map((mail) => mail.to)).toEqual([['got@noibai.example'], ['later@noibai.example']]);
  await world.chief.call(incidentRoutes.testNotificationRoute, { params: { routeId: id }, body: {} });
  await turnUntil('the next one arrives', async () => mails.length === before + 3);
  await turnUntil('it is noted', async () => (await deliveryOf())?.waiting === 0);
  expect((await deliveryOf())?.lastError).toBe('refused for never@noibai.example (550)');
});

// the trigger is said in SQLite's words
test.skipIf((process.env['TEST_POSTGRES'] ?? '') !== '')(
  'what was told once is not lost where it cannot be written, and one screen that fails keeps no other from its incident',
  async () => {
    const { truth, live } = world.server.app.context;
    const [failing, well] = [(await screenWithPlayer('B20')).screenId, (await screenWithPlayer('B21')).screenId];
    await sql
      .raw(
        `create trigger refuse_b20 before insert on incidents when new.screenId = '${failing}' begin select raise(abort, 'planted'); end`,
      )
      .execute(truth);
    for (const screenId of [failing, well]) live.emit('incident-told', screenId, 'record-gap', { says: 'records-lost', count: 7 });
    await turnUntil('the other is told', async () => (await incidentsOf(well)).length > 0);
    expect(await incidentsOf(failing)).toEqual([]);
    await sql`drop trigger refuse_b20`.execute(truth);
    await turnUntil('it is told after all', async () => (await incidentsOf(failing)).length > 0);
    expect(await incidentsOf(failing)).toMatchObject([{ kind: 'record-gap', fact: { says: 'records-lost', count: 7 } }]);
  },
);

test('the audit tells the host of a webhook and no more of its address', async () => {
  const body = {
    ...{ name: 'Chat', channel: { kind: 'webhook' as const, url: hookUrl('/services/T0/very-secret') }, language: 'en' as const },
    ...{ siteIds: [], kinds: ['too-hot' as const], hours: [], isOn: true },
  };
  const { id } = await world.chief.call(incidentRoutes.createNotificationRoute, { body });
  await world.chief.call(incidentRoutes.putNotificationRoute, { params: { routeId: id }, body });
  const { truth } = world.server.app.context;
  const rows = await truth.selectFrom('audit').select('detail').where('subject', '=', `notification-route:${id}`).execute();
  expect(rows.map(({ detail }) => (JSON.parse(detail) as { channel: unknown }).channel)).toEqual([
    { kind: 'webhook', host: new URL(hookUrl('/')).host },
    { kind: 'webhook', host: new URL(hookUrl('/')).host },
  ]);
});

test('the board for Grafana asks for nothing that this server does not tell', async () => {
  const board = readFileSync(new URL('../monitoring/grafana-board.json', import.meta.url), 'utf8');
  const told = await (await fetch(`${world.server.url}/metrics`)).text();
  const names = new Set([...board.matchAll(/\b(?:gatecast|nodejs|process)_\w+/g)].map(([name]) => name));
  const kinds = /_(?:bucket|sum|count)$/;
  expect([...names].filter((name) => !told.includes(`# TYPE ${name.replace(kinds, '')} `) && !told.includes(`# TYPE ${name} `))).toEqual(
    [],
  );
  expect(names.size).toBeGreaterThan(10);
});
