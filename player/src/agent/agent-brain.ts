import type { Alert, SignedDocument } from '@gatecast/protocol';
import { addressedTo, type Place } from '../brain/alert-lane.ts';
import { startBrain, type BrainEvent } from '../brain/step.ts';
import { alertKeeper } from './alert-keeper.ts';
import { releaseKeeper, type ReleaseKeeper } from './release-keeper.ts';
import { runBrain } from './run-brain.ts';

type AlertWorld = Omit<Parameters<typeof alertKeeper>[0], 'answer' | 'onChange'>;
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
    readonly withdrawn: () => readonly string[];
  };
  readonly stop: () => Promise<void>;
};

/** The brain over what is on disk, with this agent for hands. `onActive` and `onKnownGood` may be called before this returns. */
export function agentBrain(world: {
  readonly alerts: AlertWorld;
  readonly releases: ReleaseWorld;
  readonly place: () => Place;
  readonly onAlerts: () => void;
}): AgentBrain {
  const alerts = alertKeeper({
    ...world.alerts,
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
      addressed: () => addressedTo(state()?.alerts ?? [], world.place()),
      withdrawn: () => state()?.withdrawn ?? [],
    },
    async stop() {
      running.stop();
      await releases.stop();
    },
  };
}
