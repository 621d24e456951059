import {
  accountRoutes,
  alertRoutes,
  operatorEventAccess,
  operatorEventSchemas,
  operatorNamespace,
  scheduleRoutes,
  type Permission,
} from '@gatecast/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { next, openSocket, wellHeartbeat } from './test-device.ts';

let world: FleetWorld;
beforeEach(async () => {
  world = await openFleetWorld();
});
afterEach(async () => {
  await world.close();
});

test('an operator sees the whole wall at once, then each change gathered within half a second', async () => {
  const screenId = await world.addScreen('B12');
  const enrolment = await world.enrol(screenId);
  const socket = openSocket(world.server.url, operatorNamespace, {}, { cookie: world.chief.cookie, origin: world.server.url });
  const [first] = await next(socket, 'screens');
  expect(operatorEventSchemas.screens.parse(first).screens.map(({ id }) => id)).toEqual([screenId]);
  const messages: unknown[] = [];
  socket.on('screens', (message: unknown) => void messages.push(message));
  const player = world.connect(enrolment);
  await player.welcome;
  for (let n = 1; n <= 20; n++) await player.ask('heartbeat', { ...wellHeartbeat, sequence: n });
  expect(messages).toEqual([]);
  world.clock.advance(500);
  const [only] = await until('the gathered change', async () => (messages.length > 0 ? messages : null));
  const tiles = operatorEventSchemas.screens.parse(only).screens;
  expect([messages.length, tiles.length, tiles[0]?.state, tiles[0]?.heartbeat?.sequence]).toEqual([1, 1, 'healthy', 20]);
  socket.disconnect();
});

test('an operator hears of lists that changed and of alerts', async () => {
  const socket = openSocket(world.server.url, operatorNamespace, {}, { cookie: world.chief.cookie });
  await next(socket, 'screens');
  const changed = next(socket, 'changed');
  const texts = { vi: { headline: 'Diễn tập', instruction: '' }, en: { headline: 'Exercise', instruction: '' } };
  const message = { severity: 'minor', urgency: 'future', style: 'banner', texts } as const;
  await world.chief.call(alertRoutes.createAlertTemplate, { body: { name: 'Exercise', ...message } });
  expect(await changed).toEqual([{ lists: ['alert-templates'] }]);
  const told = next(socket, 'alert');
  const alert = await world.chief.call(alertRoutes.requestAlert, { body: { ...message, siteId: world.site.id } });
  world.clock.advance(500);
  expect(operatorEventSchemas.alert.parse((await told)[0])).toEqual({ alert, screens: [] });
  socket.disconnect();
});

test('each event is told to whoever may read what it tells, and to nobody else', async () => {
  const listenWith = async (permissions: readonly Permission[]) => {
    const body = { name: permissions.join(), permissions: [...permissions], lifeMs: 86_400_000 };
    const { token } = await world.chief.call(accountRoutes.createToken, { body });
    const socket = openSocket(world.server.url, operatorNamespace, {}, { authorization: `Bearer ${token}` });
    const heard: string[] = [];
    socket.onAny((event: string) => void heard.push(event));
    await next(socket, 'screens');
    return { socket, heard: () => [...new Set(heard)].sort() };
  };
  const each = Object.entries(operatorEventAccess) as [keyof typeof operatorEventAccess, Permission][];
  const permissions = [...new Set(each.map(([, permission]) => permission))];
  const everything = await listenWith(permissions);
  const lacking = new Map<Permission, Awaited<ReturnType<typeof listenWith>>>();
  // nobody listens at all without the permission to read the fleet
  for (const permission of permissions.filter((one) => one !== 'fleet.read'))
    lacking.set(permission, await listenWith(permissions.filter((one) => one !== permission)));

  const texts = { vi: { headline: 'Diễn tập', instruction: '' }, en: { headline: 'Exercise', instruction: '' } };
  const message = { severity: 'minor', urgency: 'future', style: 'banner', texts } as const;
  await world.chief.call(alertRoutes.createAlertTemplate, { body: { name: 'Exercise', ...message } });
  await world.chief.call(alertRoutes.requestAlert, { body: { ...message, siteId: world.site.id } });
  await world.addScreen('B13');
  await world.chief.call(scheduleRoutes.publish, { body: {} });
  world.clock.advance(500);
  const happened = await until('what happened', async () =>
    ['alert', 'changed', 'publication', 'screens'].every((event) => everything.heard().includes(event)) ? everything.heard() : null,
  );
  for (const [permission, { socket, heard }] of lacking) {
    const closed = new Set<string>(each.flatMap(([event, needs]) => (needs === permission ? [event] : [])));
    expect(heard(), permission).toEqual(happened.filter((event) => !closed.has(event)));
    socket.disconnect();
  }
  everything.socket.disconnect();
});

test('nobody listens without a session, or from a page of another server', async () => {
  const stranger = openSocket(world.server.url, operatorNamespace, {});
  await expect(next(stranger, 'screens')).rejects.toMatchObject({ data: { code: 'not-signed-in' } });
  const headers = { cookie: world.chief.cookie, origin: 'http://elsewhere.example' };
  await expect(next(openSocket(world.server.url, operatorNamespace, {}, headers), 'screens')).rejects.toThrow();
});
