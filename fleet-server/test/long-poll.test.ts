import { commandRoutes, fleetRoutes } from '@gatecast/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from './content-world.ts';
import { openFleetWorld, type Enrolment, type FleetWorld } from './fleet-world.ts';
import { wellHeartbeat } from './test-device.ts';

let world: FleetWorld;
let screenId: string;
let enrolment: Enrolment;
beforeEach(async () => {
  world = await openFleetWorld();
  screenId = await world.addScreen('B12');
  enrolment = await world.enrol(screenId);
});
afterEach(async () => {
  await world.close();
});

test('by long polls a player is welcomed, ordered, pictured and seen as by a WebSocket, and the wall says which way it comes', async () => {
  const player = world.connect(enrolment, { isPolling: true, onCommand: () => ({ kind: 'accepted' }) });
  expect(await player.welcome).toMatchObject({ screenId });
  expect(await player.ask('heartbeat', { ...wellHeartbeat, channel: 'http' })).toMatchObject({ alertRevision: 0 });
  const seen = await world.chief.call(fleetRoutes.getScreen, { params: { screenId } });
  expect(seen).toMatchObject({ state: 'healthy', isConnected: true, heartbeat: { channel: 'http' } });
  const issued = await world.chief.call(commandRoutes.commandScreen, { params: { screenId }, body: { order: { name: 'screenshot' } } });
  await until('the order', async () => player.commands.some(({ id }) => id === issued.id));
  // the largest picture there may be
  const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(1_536 * 1_024 - 4)]);
  const picture = { commandId: issued.id, takenAtMs: 1_000, mime: 'image/jpeg', bytes };
  expect(await player.ask('screenshot', picture)).toEqual({ kind: 'stored', through: 0 });
});

test('a revoked player is told so by its poll, and a script of another page opens none', async () => {
  const player = world.connect(enrolment, { isPolling: true });
  await player.welcome;
  await world.chief.call(fleetRoutes.revokePlayer, { params: { screenId } });
  expect(await player.fault).toMatchObject({ code: 'revoked' });
  const polled = async (query: string, headers: Record<string, string> = {}) =>
    (await fetch(`${world.server.url}/socket.io/?EIO=4&transport=polling${query}`, { headers })).status;
  expect([await polled(''), await polled('&j=0'), await polled('', { origin: 'https://elsewhere.example' })]).toEqual([200, 403, 403]);
});
