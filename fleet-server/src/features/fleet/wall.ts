import type { screenSchema, ScreenState, wallScreenSchema } from '@gatecast/protocol';
import type { z } from 'zod';
import type { ReleaseDoor } from '../../release-door.ts';
import type { FleetView } from './fleet-view.ts';
import type { Presence } from './presence.ts';
import type { Screenshots } from './screenshots.ts';

/** Composes the wall's tiles from truth, presence, releases and screenshots. */
export type Wall = {
  readonly screen: (screenId: string) => z.input<typeof screenSchema> | null;
  readonly tile: (screenId: string) => z.input<typeof wallScreenSchema> | null;
  /** What lists are filtered and sorted by, without a tile. */
  readonly known: {
    readonly stateOf: (screenId: string) => ScreenState;
    readonly lastSeenMs: (screenId: string) => number | null;
  };
};

export function createWall(deps: {
  readonly fleet: FleetView;
  readonly presence: Presence;
  readonly releases: ReleaseDoor;
  readonly screenshots: Screenshots;
}): Wall {
  const { fleet, presence, releases, screenshots } = deps;
  function screen(screenId: string): z.input<typeof screenSchema> | null {
    const row = fleet.current().screens.get(screenId);
    if (row === undefined) return null;
    const player = fleet.current().players.get(screenId);
    return {
      ...row,
      tags: [...row.tags],
      player: player === undefined ? null : { id: player.id, enrolledAtMs: player.enrolledAtMs },
    };
  }
  function tile(screenId: string): z.input<typeof wallScreenSchema> | null {
    const row = screen(screenId);
    if (row === null) return null;
    const { impairments, ...known } = presence.of(screenId);
    return {
      ...row,
      ...known,
      impairments: [...impairments],
      release: releases.releaseStatus(screenId),
      screenshotAtMs: screenshots.takenAtMs(screenId),
    };
  }
  return {
    screen,
    tile,
    known: { stateOf: (id) => presence.of(id).state, lastSeenMs: (id) => presence.of(id).lastSeenMs },
  };
}
