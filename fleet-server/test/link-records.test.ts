import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFleetWorld, type Enrolment, type FleetWorld } from './fleet-world.ts';
import { playBatch } from './play-batch.ts';
import { deviceKey, type TestPlayer } from './test-device.ts';

let world: FleetWorld;
let enrolment: Enrolment;
let player: TestPlayer;
beforeEach(async () => {
  world = await openFleetWorld();
  enrolment = await world.enrol(await world.addScreen('B12'));
  player = world.connect(enrolment);
  await player.welcome;
});
afterEach(async () => {
  await world.close();
});

const batch = (from: number, to: number, key = enrolment.key) => playBatch({ ...enrolment, key }, from, to);
async function storedSequences(): Promise<readonly number[]> {
  const rows = await world.server.app.context.telemetry.selectFrom('play_records').select('sequence').orderBy('sequence').execute();
  return rows.map((row) => row.sequence);
}

test('records that come twice, or overlap, are stored exactly once, also across a restart', async () => {
  expect(await player.ask('play-records', batch(1, 3))).toEqual({ kind: 'stored', through: 3 });
  expect(await player.ask('play-records', batch(1, 3))).toEqual({ kind: 'stored', through: 3 });
  await world.server.restart();
  player = world.connect(enrolment);
  await player.welcome;
  expect(await player.ask('play-records', batch(2, 5))).toEqual({ kind: 'stored', through: 5 });
  expect(await storedSequences()).toEqual([1, 2, 3, 4, 5]);
});

test('a gap, and records that the device did not sign, are refused and store nothing', async () => {
  expect(await player.ask('play-records', batch(2, 3))).toMatchObject({ kind: 'refused', code: 'wrong-state' });
  expect(await player.ask('play-records', batch(1, 3, deviceKey()))).toMatchObject({ kind: 'refused', code: 'bad-proof' });
  expect(await storedSequences()).toEqual([]);
});

test('two batches sent at the same instant do not tear each other', async () => {
  const answers = await Promise.all([player.ask('play-records', batch(1, 2)), player.ask('play-records', batch(1, 4))]);
  expect(answers).toEqual([
    { kind: 'stored', through: 2 },
    { kind: 'stored', through: 4 },
  ]);
  expect(await storedSequences()).toEqual([1, 2, 3, 4]);
});
