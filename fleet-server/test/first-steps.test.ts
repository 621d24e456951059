import { fleetRoutes, type FirstSteps } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvedNotice, hirePeople } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { onBothStores } from './on-both-stores.ts';

onBothStores((newStore) => {
  let world: FleetWorld;
  beforeAll(async () => {
    world = await openFleetWorld(await newStore());
  });
  afterAll(() => world.close());

  test('the first steps are done by what the server holds, and stay cheap among ten thousand screens and as many items', async () => {
    const chief = await world.server.signIn('first', ['administrator']);
    const steps = () => chief.call(fleetRoutes.getFirstSteps, {});
    const nothing: FirstSteps = {
      ...{ site: false, people: false, screen: false, player: false, item: false, approval: false },
      ...{ entry: false, publication: false, 'known-good': false, template: false },
    };
    // the world has a site and people of its own
    expect(await steps()).toEqual({ ...nothing, site: true, people: true });
    const screenId = await world.addScreen('A1');
    expect(await steps()).toMatchObject({ screen: true, player: false });
    await world.enrol(screenId);
    expect(await steps()).toMatchObject({ player: true, item: false, approval: false });
    const people = await hirePeople(world.server);
    await approvedNotice(people, 'Chào', { vi: 'Chào' });
    expect(await steps()).toMatchObject({ item: true, approval: true, entry: false });

    const { truth, newId, fleet } = world.server.app.context;
    const screen = await truth.selectFrom('screens').selectAll().where('id', '=', screenId).executeTakeFirstOrThrow();
    const item = await truth.selectFrom('items').selectAll().executeTakeFirstOrThrow();
    for (let from = 0; from < 10_000; from += 500) {
      const numbers = Array.from({ length: 500 }, (_, index) => from + index);
      await truth
        .insertInto('screens')
        .values(numbers.map((number) => ({ ...screen, id: newId(), name: `S${number}` })))
        .execute();
      await truth
        .insertInto('items')
        .values(numbers.map(() => ({ ...item, id: newId() })))
        .execute();
    }
    await fleet.refresh();
    const took: number[] = [];
    for (let time = 0; time < 20; time++) {
      const startMs = performance.now();
      await steps();
      took.push(performance.now() - startMs);
    }
    expect(took.toSorted((a, b) => a - b)[18]).toBeLessThan(100);
  });

  test('whoever may not make accounts everywhere is not told', async () => {
    const technician = await world.server.signIn('technician', ['technician']);
    expect((await technician.refused(fleetRoutes.getFirstSteps, {})).code).toBe('not-permitted');
  });
});
