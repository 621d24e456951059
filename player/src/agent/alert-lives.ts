import type { Alert } from '@gatecast/protocol';
import { machineUptimeMs } from '../boot/this-boot.ts';
import { countedLivesSchema } from '../bridge/bridge.ts';
import { agedLives, countLives, type CountedLives } from '../brain/alert-life.ts';
import type { DeviceClock } from './device-clock.ts';
import type { Machine } from './start-agent.ts';
import { keepFact, readFact, type Store } from './store/open-store.ts';
import type { WhenRoom } from './when-room.ts';

/** What was counted is on disk when it is this old: a power cut gives an alert back no more. */
const keepEveryMs = 10_000;

export type AlertLives = {
  /** What is left of these alerts, which are all that there are. */
  readonly count: (alerts: readonly Alert[]) => CountedLives;
  /** Puts the count on disk where that is due: for another set of alerts at once. True where it did. */
  readonly keep: (alerts: readonly Alert[]) => boolean;
};

/**
 * How long alerts still have, counted over restarts of agent and machine. `handed`: what was handed to the stage last, for a database that
 * lost its own count; of two counts the one that leaves less is right, as both only shrink.
 */
export function alertLives(world: {
  readonly store: Store;
  readonly whenRoom: WhenRoom;
  readonly deviceClock: Pick<DeviceClock, 'serverNowMs' | 'present'>;
  readonly machine: Pick<Machine, 'bootId' | 'uptimeMs'>;
  readonly handed: CountedLives | null;
}): AlertLives {
  const { store, deviceClock } = world;
  const { bootId, uptimeMs = machineUptimeMs } = world.machine;
  const boot = () => ({ id: bootId, uptimeMs: uptimeMs() });
  let counted = fewest(
    [readFact(store, 'alert-lives', countedLivesSchema), world.handed].flatMap((one) => (one === null ? [] : [agedLives(one, boot())])),
  );
  let kept: { readonly key: string; readonly atUptimeMs: number } = { key: '', atUptimeMs: 0 };

  function count(alerts: readonly Alert[]): CountedLives {
    counted = countLives(alerts, counted, { nowMs: deviceClock.serverNowMs(), clock: deviceClock.present().state }, boot());
    return counted;
  }
  return {
    count,
    keep(alerts) {
      const key = alerts.map(({ id, revision }) => `${id} ${revision}`).join();
      const isDue = key !== kept.key || (key !== '' && uptimeMs() - kept.atUptimeMs >= keepEveryMs);
      if (!isDue) return false;
      const isKept = world.whenRoom(() => {
        keepFact(store, 'alert-lives', count(alerts));
        return true;
      }, false);
      if (isKept) kept = { key, atUptimeMs: uptimeMs() };
      return isKept;
    },
  };
}

/** Of counts of the same moment what leaves least; null: there are none. */
function fewest(counts: readonly CountedLives[]): CountedLives | null {
  const [first] = counts;
  if (first === undefined) return null;
  const lives = counts.flatMap(({ left }) => left);
  const left = [
    ...new Map(lives.toSorted((a, b) => b.leftMs - a.leftMs).map((life) => [`${life.alertId} ${life.alertRevision}`, life])).values(),
  ];
  return { boot: first.boot, left };
}
