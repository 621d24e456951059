import { simulatedClock, type SimulatedClock } from '@gatecast/clock';
import { fleetRoutes, roleSchema, type Area, type Site, type WallScreen } from '@gatecast/protocol';
import type { SigningKey } from '@gatecast/signing';
import { openContentWorld, type Caller, type ContentWorld } from './content-world.ts';
import { connectTestPlayer, deviceKey, knock, type TestPlayer } from './test-device.ts';

/** A server whose clock the test turns, a site with areas and screens, and somebody who may do everything. */
export type FleetWorld = {
  readonly server: ContentWorld;
  readonly clock: SimulatedClock;
  readonly chief: Caller;
  readonly site: Site;
  readonly hall: Area;
  readonly gate: Area;
  readonly addScreen: (name: string, areaId?: string | null) => Promise<string>;
  /** Enrols a new device as the screen's player. */
  readonly enrol: (screenId: string, key?: SigningKey) => Promise<Enrolment>;
  readonly connect: (enrolment: Enrolment, options?: Partial<Parameters<typeof connectTestPlayer>[0]>) => TestPlayer;
  readonly tile: (screenId: string) => Promise<WallScreen>;
  readonly close: () => Promise<void>;
};
export type Enrolment = { readonly key: SigningKey; readonly playerId: string; readonly screenId: string };

export async function openFleetWorld(environment: Record<string, string> = {}): Promise<FleetWorld> {
  const clock = simulatedClock(Date.UTC(2026, 6, 29, 6, 46));
  const server = await openContentWorld(environment, clock);
  const chief = await server.signIn('chief', roleSchema.options);
  const site = await chief.call(fleetRoutes.createSite, {
    body: { names: { vi: 'Sân bay Nội Bài', en: 'Noi Bai' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi', 'en'] },
  });
  const hall = await chief.call(fleetRoutes.createArea, { body: { siteId: site.id, names: { en: 'Departures' } } });
  const gate = await chief.call(fleetRoutes.createArea, { body: { siteId: site.id, parentId: hall.id, names: { en: 'Gate 12' } } });
  const players: TestPlayer[] = [];
  return {
    server,
    clock,
    chief,
    site,
    hall,
    gate,
    async addScreen(name, areaId = null) {
      const screen = await chief.call(fleetRoutes.createScreen, {
        body: { name, siteId: site.id, areaId, kind: 'display', widthPx: 1_920, heightPx: 1_080 },
      });
      return screen.id;
    },
    async enrol(screenId, key = deviceKey()) {
      const device = knock(server.url, key);
      const { code } = await device.pairing;
      const { playerId } = await chief.call(fleetRoutes.claimEnrolment, { body: { code, screenId } });
      await device.enrolled;
      device.socket.disconnect();
      return { key, playerId, screenId };
    },
    connect({ key, playerId }, options = {}) {
      const player = connectTestPlayer({ url: server.url, key, playerId, ...options });
      players.push(player);
      return player;
    },
    tile: (screenId) => chief.call(fleetRoutes.getScreen, { params: { screenId } }),
    async close() {
      for (const player of players) player.close();
      await server.close();
    },
  };
}
