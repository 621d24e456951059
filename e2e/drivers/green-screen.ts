import { expect } from '@playwright/test';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';
import { mainShell, PlayerDriver } from './player-driver.ts';

/** A fleet with one screen, whose player is enrolled and shows green: for journeys that begin there. Ends with both when `journey` does. */
export async function onGreenScreen(
  journey: (fleet: { readonly world: FleetWorld; readonly screenId: string; readonly player: PlayerDriver }) => Promise<void>,
): Promise<void> {
  const world = await FleetWorld.start();
  const screenId = await world.addScreen('Arrivals 1');
  await world.addEntry('Always', await world.addPlaylist('Loop', [await world.addPicture('Green', colours.green)]));
  await world.publish();
  const player = new PlayerDriver(world, mainShell(), 0);
  try {
    await player.enrol(screenId);
    await expect.poll(() => player.shows(colours.green)).toBe(true);
    await journey({ world, screenId, player });
  } finally {
    await player.stop();
    await world.stop();
  }
}
