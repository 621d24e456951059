import type { Alert, SignedDocument } from '@gatecast/protocol';
import { addressedTo, type Place } from '../brain/alert-lane.ts';
import type { AlertTime, CountedLives } from '../brain/alert-life.ts';
import { startBrain, type BrainEvent } from '../brain/step.ts';
import { alertKeeper } from './alert-keeper.ts';
import type { AlertLives } from './alert-lives.ts';
import { releaseKeeper, type ReleaseKeeper } from './release-keeper.ts';
import { runBrain } from './run-brain.ts';

type AlertWorld = Omit<Parameters<typeof alertKeeper>[0], 'answer' | 'onChange' | 'time'>;
type ReleaseWorld = Omit<Parameters<typeof releaseKeeper>[0], 'answer' | 'knownGoodList'>;

export type AgentBrain = {
  readonly take: (event: BrainEvent) => void;
  /** A state that the server pushed. */
  readonly alertsCame: (document: SignedDocument) => void;
  /** Time passed, or what is painted changed: receipts may be due. */
  readonly lookAtAlerts: () => void;
  readonly releases: ReleaseKeeper;
  readonly alerts: {
    readonly revision: () => number;
    readonly addressed: () => readonly Alert[];
    /** What is left of all of them. */
    readonly lives: () => CountedLives;
    readonly time: () => AlertTime;
    /** Puts what is left of them on disk where that is due; true where it did. */
    readonly keepLives: () => boolean;
    readonly withdrawn: () => readonly string[];
  };
  readonly stop: () => Promise<void>;
};

/** The brain over what is on disk, with this agent for hands. `onActive` and `onKnownGood` may be called before this returns. */
export function agentBrain(world: {
  readonly alerts: AlertWorld;
  readonly releases: ReleaseWorld;
  readonly place: () => Place;
  readonly lives: AlertLives;
  readonly clockState: () => AlertTime['clock'];
  readonly onAlerts: () => void;
}): AgentBrain {
  const all = () => running.now().alerts.state?.alerts ?? [];
  const lives = () => world.lives.count(all());
  function time(): AlertTime {
    return { nowMs: world.alerts.serverNowMs(), clock: world.clockState(), lives: lives().left };
  }
  const alerts = alertKeeper({
    ...world.alerts,
    time,
    answer: (event) => running.take({ kind: 'alerts', event }),
    onChange: world.onAlerts,
  });
  const begin = startBrain(world.place(), alerts.kept());
  const running = runBrain(begin, ({ kind, effect }) => (kind === 'alerts' ? alerts.perform(effect) : releases.perform(effect)));
  const state = () => running.now().alerts.state;
  const releases: ReleaseKeeper = releaseKeeper({
    ...world.releases,
    knownGoodList: () => state()?.knownGood ?? null,
    answer: (event) => running.take({ kind: 'releases', event }),
  });
  return {
    take: running.take,
    alertsCame: alerts.came,
    lookAtAlerts: () => running.take({ kind: 'alerts', event: { kind: 'alert-look-due' } }),
    releases,
    alerts: {
      revision: () => state()?.revision ?? 0,
      addressed: () => addressedTo(all(), world.place()),
      lives,
      time,
      keepLives: () => world.lives.keep(all()),
      withdrawn: () => state()?.withdrawn ?? [],
    },
    async stop() {
      running.stop();
      await releases.stop();
    },
  };
}
