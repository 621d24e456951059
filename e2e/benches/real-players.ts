import { setTimeout as wait } from 'node:timers/promises';
import { PlayerDriver, shellsHere } from '../drivers/player-driver.ts';
import { colours, type FleetWorld } from '../worlds/fleet-world.ts';
import virtualDisplay from '../worlds/virtual-display.ts';
import { nameOfReal } from './simulated-fleet.ts';

export const realPlayers = 4;
const lookEveryMs = 500;

/** Real players beside simulated ones. */
export type RealPlayers = {
  readonly screenIds: readonly string[];
  /** Milliseconds from `startedMs` until the last of them had painted an alert, by their receipts. */
  readonly paintedMs: (alertId: string, startedMs: number) => Promise<number>;
  /** Looks at every glass until it is told to stop; gives how often one did not show what it should, and how many looks there were. */
  readonly watch: () => () => Promise<{ readonly looks: number; readonly wrong: number }>;
  readonly stop: () => Promise<void>;
};

/**
 * Four players with real windows, of both shells where both are here, at screens of a site, which play one green picture. What simulated
 * players say of alerts, these have on the glass.
 */
export async function startRealPlayers(world: FleetWorld, siteId: string): Promise<RealPlayers> {
  const closeDisplay = await virtualDisplay();
  const players: PlayerDriver[] = [];
  const stop = async (): Promise<void> => {
    for (const player of players) await player.stop();
    closeDisplay();
  };
  try {
    const screenIds: string[] = [];
    for (let n = 1; n <= realPlayers; n++) screenIds.push(await world.addScreen(`${nameOfReal}${n}`, { siteId, areaId: undefined }));
    const playlistId = await world.addPlaylist('Green', [await world.addPicture('Green', colours.green)]);
    await world.addEntry('Real players', playlistId, { targets: screenIds.map((screenId) => ({ kind: 'screen', screenId })) });
    await world.publish();
    const shells = shellsHere();
    for (const [slot, screenId] of screenIds.entries()) {
      const player = new PlayerDriver(world, shells[slot % shells.length] ?? 'chromium', slot);
      players.push(player);
      await player.enrol(screenId);
      await player.releaseActive();
    }
    const shown = async (): Promise<number> => {
      let count = 0;
      for (const player of players) if (await player.shows(colours.green)) count += 1;
      return count;
    };
    for (const endMs = Date.now() + 60_000; (await shown()) < realPlayers; await wait(lookEveryMs))
      if (Date.now() > endMs) throw new Error('a real player does not show its picture');
    return {
      screenIds,
      async paintedMs(alertId, startedMs) {
        for (const endMs = Date.now() + 60_000; ; await wait(100)) {
          const { screens } = await world.operator.get(`/api/alerts/${alertId}/reach?screenIds=${screenIds.join(',')}`);
          const painted: number[] = screens.flatMap(({ paintedAtMs }: { paintedAtMs: number | null }) => paintedAtMs ?? []);
          if (painted.length === realPlayers) return Math.max(...painted) - startedMs;
          if (Date.now() > endMs) throw new Error(`${painted.length} of ${realPlayers} real players painted the alert`);
        }
      },
      watch() {
        const ending = new AbortController();
        const watching = (async () => {
          let [looks, wrong] = [0, 0];
          for (; !ending.signal.aborted; await wait(lookEveryMs)) {
            looks += realPlayers;
            wrong += realPlayers - (await shown());
          }
          return { looks, wrong };
        })();
        return async () => {
          ending.abort();
          return watching;
        };
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
