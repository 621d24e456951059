import { mostStrikesTold, type Strike } from '@gatecast/protocol';
import { z } from 'zod';
import { isForgotten, stageStrikeSchema, type StageStrike } from '../bridge/strike.ts';
import type { ActiveRelease } from './active-release.ts';
import { keepFact, readFact, type Store } from './store/open-store.ts';
import type { WhenRoom } from './when-room.ts';

/** Keeps what failed on the stages of this player, for the next stage and for the heartbeat. */
export type StrikeKeeper = {
  /** The stage's whole list; it has taken what was handed to it, so that nothing of it is lost. */
  readonly take: (strikes: readonly StageStrike[]) => void;
  readonly handed: () => StageStrike[];
  /** Those of the release that is active, the worst first. */
  readonly told: (release: ActiveRelease | null) => Strike[];
};

export function strikeKeeper(world: {
  readonly store: Store;
  readonly whenRoom: WhenRoom;
  readonly nowMs: () => number;
  readonly onChange: () => void;
}): StrikeKeeper {
  const { store, nowMs } = world;
  let strikes: readonly StageStrike[] = readFact(store, 'strikes', z.array(stageStrikeSchema)) ?? [];
  return {
    take(next) {
      if (JSON.stringify(next) === JSON.stringify(strikes)) return;
      strikes = next;
      world.whenRoom(() => keepFact(store, 'strikes', strikes), undefined);
      world.onChange();
    },
    handed: () => strikes.filter((strike) => !isForgotten(strike, nowMs())),
    told(release) {
      const items = release?.contents.items;
      const inRelease = strikes.flatMap(({ name, itemId, language, count, failedMs, untilMs, detail }) => {
        const item = items?.get(itemId);
        const isThere = item?.variants.some(({ document }) => document === name) === true;
        if (!isThere || isForgotten({ untilMs }, nowMs())) return [];
        const title = item.title.slice(0, 200);
        return [{ itemId, title, language, count, failedMs, againMs: untilMs, isReplaced: nowMs() < untilMs, detail }];
      });
      return inRelease.toSorted((one, other) => other.count - one.count || other.failedMs - one.failedMs).slice(0, mostStrikesTold);
    },
  };
}
