import type { AlertState } from '@gatecast/protocol';
import { startAlerts, stepAlerts, type AlertEffect, type AlertEvent, type AlertLane } from './alert-step.ts';
import { startReleases, stepReleases, type ReleaseEffect, type ReleaseEvent, type ReleaseLane } from './release-lane.ts';

/** What an agent knows and is at; what must survive it lies on disk. */
export type Brain = { readonly releases: ReleaseLane; readonly alerts: AlertLane };

export type BrainEvent =
  /** The link is up, and says what the server has; or it is down. */
  | { readonly kind: 'connected'; readonly releaseNumber: number; readonly alertRevision: number; readonly activeNumber: number }
  | { readonly kind: 'disconnected' }
  /** The server's answer to a heartbeat: a push that was lost is seen here. */
  | { readonly kind: 'server-told'; readonly releaseNumber: number; readonly alertRevision: number }
  | { readonly kind: 'pull-due' }
  | { readonly kind: 'releases'; readonly event: ReleaseEvent }
  | { readonly kind: 'alerts'; readonly event: AlertEvent };

export type BrainEffect =
  | { readonly kind: 'releases'; readonly effect: ReleaseEffect }
  | { readonly kind: 'alerts'; readonly effect: AlertEffect };

type Stepped = { readonly state: Brain; readonly effects: readonly BrainEffect[] };

/** A brain that begins over what is on disk. Its first event is to be `releases-changed`, so that it looks. */
export function startBrain(place: { readonly screenId: string; readonly siteId: string }, kept: AlertState | null): Brain {
  return { releases: startReleases(place.screenId), alerts: startAlerts(place.siteId, kept) };
}

/** Takes in one event and gives what is to be done, in this order. */
export function step(brain: Brain, event: BrainEvent): Stepped {
  switch (event.kind) {
    case 'connected': {
      // what the server has and what is here meet, whatever was pushed meanwhile
      const { releaseNumber, alertRevision, activeNumber } = event;
      const isBehind = releaseNumber < activeNumber;
      return both(
        brain,
        [
          { kind: 'link', isConnected: true },
          { kind: 'release-told', number: releaseNumber },
          ...(isBehind ? [{ kind: 'release-pull-due' } as const] : []),
        ],
        [
          { kind: 'link', isConnected: true },
          { kind: 'alerts-told', revision: alertRevision },
        ],
      );
    }
    case 'disconnected':
      return both(brain, [{ kind: 'link', isConnected: false }], [{ kind: 'link', isConnected: false }]);
    case 'server-told': {
      const look: AlertEvent = { kind: 'alert-look-due' };
      return both(
        brain,
        [{ kind: 'release-told', number: event.releaseNumber }],
        [{ kind: 'alerts-told', revision: event.alertRevision }, look],
      );
    }
    case 'pull-due':
      return both(brain, [{ kind: 'release-pull-due' }], [{ kind: 'alert-pull-due' }]);
    case 'releases':
      return both(brain, [event.event], []);
    case 'alerts':
      return both(brain, [], [event.event]);
  }
}

/** The alerts' effects come first: nothing waits for a release. */
function both(brain: Brain, releaseEvents: readonly ReleaseEvent[], alertEvents: readonly AlertEvent[]): Stepped {
  const effects: BrainEffect[] = [];
  let { releases, alerts } = brain;
  for (const event of alertEvents) {
    const stepped = stepAlerts(alerts, event);
    alerts = stepped.state;
    effects.push(...stepped.effects.map((effect) => ({ kind: 'alerts', effect }) as const));
  }
  // what is pinned as known good is told in the alert lane, and kept beside the releases
  const isOther = alerts.state?.knownGood !== brain.alerts.state?.knownGood;
  for (const event of isOther ? [...releaseEvents, { kind: 'releases-changed' } as const] : releaseEvents) {
    const stepped = stepReleases(releases, event);
    releases = stepped.state;
    effects.push(...stepped.effects.map((effect) => ({ kind: 'releases', effect }) as const));
  }
  return { state: { releases, alerts }, effects };
}
