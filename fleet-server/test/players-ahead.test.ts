import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { onBothStores } from './on-both-stores.ts';
import { wellHeartbeat } from './test-device.ts';

const day = 86_400_000;

onBothStores((newStore) => {
  let world: FleetWorld;
  beforeAll(async () => {
    world = await openFleetWorld(await newStore());
  });
  afterAll(() => world.close());

  const passed = async () =>
    (await world.server.app.context.truth.selectFrom('audit').select('detail').where('action', '=', 'alert-state-passed').execute()).map(
      ({ detail }) => (JSON.parse(detail) as { heldRevision: number }).heldRevision,
    );

  test('alerts are told anew past what a player holds, once in a minute, and never past a number that no server can have given', async () => {
    const enrolment = await world.enrol(await world.addScreen('B12'));
    const other = world.connect(await world.enrol(await world.addScreen('B13')));
    await other.welcome;
    const absurd = world.connect(enrolment, { have: { releaseNumber: 0, alertRevision: world.clock.nowMs() + 2 * day } });
    await absurd.welcome;
    await absurd.ask('heartbeat', wellHeartbeat);
    expect([await passed(), absurd.alertStates]).toEqual([[], []]);
    absurd.close();

    const held = world.clock.nowMs() + 60_000;
    const player = world.connect(enrolment, { have: { releaseNumber: 0, alertRevision: held } });
    await player.welcome;
    await until('both are told', async () =>
      [player, other].every(({ alertStates }) => alertStates.some(({ revision }) => revision === held + 1)),
    );
    expect(player.alertStates.at(-1)?.alerts).toEqual([]);
    // a player that says ever more is heard once in a minute
    const say = async (alertRevision: number) => player.ask('heartbeat', { ...wellHeartbeat, alertRevision });
    await say(held + 1_000);
    expect(await passed()).toEqual([held]);
    world.clock.advance(60_000);
    expect(await say(held + 2_000)).toMatchObject({ alertRevision: held + 2_001 });
    expect(await passed()).toEqual([held, held + 2_000]);
    // what everybody has is told to nobody again
    world.clock.advance(60_000);
    await say(held + 2_001);
    expect(await passed()).toEqual([held, held + 2_000]);
  });
});
