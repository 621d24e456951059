import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IncidentKind } from '@gatecast/protocol';
import { followIncidents, type IncidentCourses } from '../src/features/incidents/incident-courses.ts';
import { createIncidentDesk } from '../src/features/incidents/incident-desk.ts';
import { findUnresolved } from '../src/features/incidents/store.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { onBothStores } from './on-both-stores.ts';

const minute = 60_000;

onBothStores((newStore) => {
  let world: FleetWorld;
  let screenId: string;
  beforeAll(async () => {
    world = await openFleetWorld(await newStore());
    screenId = await world.addScreen('B12');
  });
  afterAll(() => world.close());

  /** What one of several nodes follows: memory of its own over one truth. */
  async function node(): Promise<IncidentCourses> {
    const { context } = world.server.app;
    return followIncidents({ ...context, bus: { isShared: true } }, createIncidentDesk(context));
  }
  const tellGap = async (courses: IncidentCourses) =>
    courses.take(screenId, 'record-gap', { reading: 'bad', fact: { says: 'records-lost', count: 7 } });
  const isOpen = async (kind: IncidentKind) => (await findUnresolved(world.server.app.context.truth, screenId, kind)) !== null;
  /** Looks every minute, as a node that hears nothing of it. */
  async function lookFor(courses: IncidentCourses, minutes: number, kind: IncidentKind = 'record-gap'): Promise<void> {
    for (let count = 0; count < minutes; count++) {
      await courses.reread();
      await courses.take(screenId, kind, { reading: 'good', fact: null });
      world.clock.advance(minute);
    }
  }

  test('what one node was told and opened is ended by another one that stays, when its time is over', async () => {
    const [told, stays] = [await node(), await node()];
    await tellGap(told);
    expect(await isOpen('record-gap')).toBe(true);
    // the first one is gone from here on
    await lookFor(stays, 30);
    expect([await isOpen('record-gap'), stays.openKinds()]).toEqual([true, ['record-gap']]);
    await lookFor(stays, 2);
    expect([await isOpen('record-gap'), stays.openKinds()]).toEqual([false, []]);
  });

  test('what is told again to one node is not ended by the other, which has heard nothing of it', async () => {
    const [told, stays] = [await node(), await node()];
    await tellGap(told);
    await lookFor(stays, 20);
    await tellGap(told);
    await lookFor(stays, 29);
    expect(await isOpen('record-gap')).toBe(true);
    await lookFor(stays, 4);
    expect(await isOpen('record-gap')).toBe(false);
    // and the first one, which thinks it open, finds that it is over and opens the next one
    await told.reread();
    expect(told.openKinds()).toEqual([]);
    await tellGap(told);
    expect(await isOpen('record-gap')).toBe(true);
  });
});
