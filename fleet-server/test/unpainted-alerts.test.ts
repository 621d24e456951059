import { alertRoutes, incidentRoutes, roleSchema } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { onBothStores } from './on-both-stores.ts';
import { wellHeartbeat, type TestPlayer } from './test-device.ts';

const texts = { vi: { headline: 'Sơ tán', instruction: '' }, en: { headline: 'Evacuate', instruction: '' } };

onBothStores((newStore) => {
  let world: FleetWorld;
  beforeAll(async () => {
    world = await openFleetWorld(await newStore());
  });
  afterAll(() => world.close());

  test('an alert that a connected screen does not paint is an incident of it, which ends when it is painted or the alert is cleared', async () => {
    const second = await world.server.signIn('second', roleSchema.options);
    const screens = await Promise.all(
      ['B12', 'B13', 'B14'].map(async (name) => {
        // the last one stands where the alert is not meant for
        const screenId = await world.addScreen(name, name === 'B14' ? null : world.gate.id);
        const player = world.connect(await world.enrol(screenId));
        await player.welcome;
        return { screenId, player };
      }),
    );
    const [paints, never, elsewhere] = screens;
    if (paints === undefined || never === undefined || elsewhere === undefined) throw new Error('three were made');
    const template = { name: 'Evacuation', severity: 'extreme', urgency: 'immediate', style: 'full-screen', texts } as const;
    const { id: templateId } = await world.chief.call(alertRoutes.createAlertTemplate, { body: template });
    await second.call(alertRoutes.approveAlertTemplate, { params: { templateId } });
    const targets = { areaIds: [world.hall.id], screenIds: [] };
    const { id: alertId } = await world.chief.call(alertRoutes.raiseAlert, { body: { templateId, siteId: world.site.id, targets } });
    const painted = new Set<TestPlayer>();
    async function look(): Promise<void> {
      for (const { player } of screens)
        await player.ask('heartbeat', { ...wellHeartbeat, paintedAlertIds: painted.has(player) ? [alertId] : [] });
      world.clock.advance(5_000);
    }
    const statesOf = async (screenId: string) =>
      (await world.chief.call(incidentRoutes.listIncidents, { query: { screenId, kind: 'alert-unpainted' } })).incidents.map(
        ({ state, fact }) => [state, fact],
      );
    const fact = { says: 'unpainted', headline: 'Sơ tán', count: 1 };
    await until('both are told', async () => {
      await look();
      return (await statesOf(paints.screenId)).length === 1 && (await statesOf(never.screenId)).length === 1;
    });
    expect([await statesOf(paints.screenId), await statesOf(elsewhere.screenId)]).toEqual([[['open', fact]], []]);
    painted.add(paints.player);
    await until('it is painted', async () => {
      await look();
      return (await statesOf(paints.screenId))[0]?.[0] === 'resolved';
    });
    expect(await statesOf(never.screenId)).toEqual([['open', fact]]);
    await world.chief.call(alertRoutes.clearAlert, { params: { alertId } });
    await until('it is cleared', async () => {
      await look();
      return (await statesOf(never.screenId))[0]?.[0] === 'resolved';
    });
    expect(await statesOf(elsewhere.screenId)).toEqual([]);
  });
});
