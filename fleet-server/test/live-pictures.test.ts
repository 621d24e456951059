import { operatorNamespace, type Command } from '@gatecast/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { next, openSocket, type TestPlayer } from './test-device.ts';

let world: FleetWorld;
beforeEach(async () => {
  world = await openFleetWorld();
});
afterEach(async () => {
  await world.close();
});

/** A JPEG's start and something that tells two pictures apart. */
function jpeg(mark: number): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(64, mark)]);
}
async function sendPicture(player: TestPlayer, commandId: string | null, mark = 7): Promise<unknown> {
  return player.ask('screenshot', { commandId, takenAtMs: world.clock.nowMs(), mime: 'image/jpeg', bytes: jpeg(mark) });
}
/** A player that answers orders for a screenshot with a picture. */
async function photographer(screenId: string): Promise<TestPlayer> {
  const player: TestPlayer = world.connect(await world.enrol(screenId), {
    onCommand: (command: Command) => {
      // one that is on its way when the test ends is nobody's news
      if (command.order.name === 'screenshot') sendPicture(player, command.id, player.commands.length).catch(() => undefined);
      return { kind: 'done' };
    },
  });
  await player.welcome;
  return player;
}
const audited = async () =>
  (await world.server.app.context.truth.selectFrom('audit').select('action').where('action', '=', 'command-issued').execute()).length;

test('while an operator watches, players are asked for pictures in turn, without a line in the audit', async () => {
  const player = await photographer(await world.addScreen('B12'));
  world.clock.advance(120_000);
  expect(player.commands).toEqual([]);
  const operator = openSocket(world.server.url, operatorNamespace, {}, { cookie: world.chief.cookie });
  await next(operator, 'screens');
  for (let round = 1; round <= 3; round++) {
    await until(`picture ${round}`, async () => {
      world.clock.advance(5_000);
      return player.commands.length >= round;
    });
  }
  expect(player.commands.every(({ order }) => order.name === 'screenshot')).toBe(true);
  expect(await audited()).toBe(0);
  operator.disconnect();
});

test('a release that became active and an alert that was painted or cleared bring a new picture', async () => {
  const screenId = await world.addScreen('B12');
  const player = await photographer(screenId);
  const asked = async (count: number, what: string) => {
    await until(what, async () => {
      world.clock.advance(500);
      return player.commands.length >= count;
    });
    expect(player.commands.length).toBe(count);
  };
  await player.ask('release-report', { number: 5, state: 'active', atMs: 1 });
  await asked(1, 'a picture of the release');
  const receipt = { alertId: world.site.id, alertRevision: 1, stateRevision: 1, atMs: 1, display: 'powered' } as const;
  await player.sendReceipts([{ ...receipt, kind: 'received' }]);
  world.clock.advance(5_000);
  await player.sendReceipts([{ ...receipt, kind: 'painted' }]);
  await asked(2, 'a picture of the alert');
  await player.sendReceipts([{ ...receipt, kind: 'cleared' }]);
  await asked(3, 'a picture after the alert');
});

test('two pictures of one instant are two pictures, and none is from the future', async () => {
  const screenId = await world.addScreen('B12');
  const player = await photographer(screenId);
  const etag = async () => {
    const response = await fetch(`${world.server.url}/api/screens/${screenId}/screenshot`, { headers: { cookie: world.chief.cookie } });
    return response.headers.get('etag');
  };
  await sendPicture(player, null, 1);
  const first = await etag();
  await sendPicture(player, null, 2);
  expect(await etag()).not.toBe(first);
  await player.ask('screenshot', { commandId: null, takenAtMs: world.clock.nowMs() + 86_400_000, mime: 'image/jpeg', bytes: jpeg(3) });
  expect((await world.tile(screenId)).screenshotAtMs).toBe(world.clock.nowMs());
});
