import type { StoredCommand } from '@gatecast/protocol';
import type { AppContext } from '../app-context.ts';
import { findCommand } from '../features/commands/store.ts';
import type { Presence } from '../features/fleet/presence.ts';
import { findIncident } from '../features/incidents/store.ts';
import { findMedia } from '../features/media/store.ts';
import { findPublication } from '../features/publications/store.ts';
import type { ReleaseDoor } from '../release-door.ts';
import type { LiveEventMap } from '../live-events.ts';
import type { Fact } from './facts.ts';

export type RelayDeps = {
  readonly context: AppContext;
  readonly releases: Pick<ReleaseDoor, 'reread'>;
  readonly alerts: { readonly reread: () => Promise<void> };
  readonly feeds: { readonly reread: () => Promise<void> };
  readonly presence: Pick<Presence, 'elsewhere'>;
  readonly commands: { readonly nudge: (command: StoredCommand) => void };
};

const gatherMs = 20;
const mostReread = 1_000;

/**
 * What happens here is told to the other nodes, and what they tell is made to happen here: truth is read, then the same live events are
 * emitted as if it had happened on this node. What was heard is not told again. What changes truth beneath a cache of all nodes (the fleet,
 * releases, the state of a site) is told where it is committed, by `bus.tell`.
 */
export function relayFacts({ context, releases, alerts, feeds, presence, commands }: RelayDeps): void {
  const { bus, live, truth, fleet, log, clock } = context;
  if (!bus.isShared) return;
  let isHearing = false;

  /** Emits what another node told of, so that it does not go back. Listeners run before this returns. */
  function emitHeard<E extends keyof LiveEventMap>(event: E, ...payload: LiveEventMap[E]): void {
    isHearing = true;
    try {
      // Node's own type of emit cannot be met by a generic event
      (live.emit as (event: E, ...payload: LiveEventMap[E]) => boolean)(event, ...payload);
    } finally {
      isHearing = false;
    }
  }
  const tell = (fact: Fact) => {
    if (!isHearing) bus.tell(fact);
  };
  live.on('alert-changed', (alertId, screenIds = []) => tell({ fact: 'alert', alertId, screenIds: [...screenIds] }));
  live.on('incident', ({ id }) => tell({ fact: 'incident', incidentId: id }));
  live.on('command', ({ id }) => tell({ fact: 'command', commandId: id }));
  live.on('publication', ({ id }) => tell({ fact: 'publication', publicationId: id }));
  live.on('media', ({ id }) => tell({ fact: 'media', mediaId: id }));
  live.on('changed', (lists) => tell({ fact: 'changed', lists: [...lists] }));

  // thousands of players that report come together, and go into one query
  const rereading = new Set<string>();
  let cancelReread: (() => void) | null = null;
  function rereadSoon(screenIds: readonly string[]): void {
    for (const screenId of screenIds) rereading.add(screenId);
    cancelReread ??= clock.after(gatherMs, () => {
      cancelReread = null;
      const some = [...rereading].slice(0, mostReread);
      for (const screenId of some) rereading.delete(screenId);
      if (rereading.size > 0) rereadSoon([]);
      releases.reread(some).catch((error: unknown) => log.warn({ err: error }, 'releases of another node could not be read'));
    });
  }

  async function hear(fact: Fact, nodeId: string): Promise<void> {
    switch (fact.fact) {
      case 'alive':
      case 'watched':
      case 'is-held':
      case 'held':
        return;
      case 'fleet-changed':
        return fleet.reread();
      case 'releases':
        return rereadSoon(fact.screenIds);
      case 'site-state':
        return alerts.reread();
      case 'feed-states':
        return feeds.reread();
      case 'alert':
        return emitHeard('alert-changed', fact.alertId, fact.screenIds);
      case 'incident': {
        const incident = await findIncident(truth, fact.incidentId);
        if (incident !== null) emitHeard('incident', incident);
        return;
      }
      case 'command': {
        const command = await findCommand(truth, fact.commandId);
        if (command === null) return;
        emitHeard('command', command);
        return commands.nudge(command);
      }
      case 'publication': {
        const publication = await findPublication(truth, fact.publicationId);
        if (publication !== null) emitHeard('publication', publication);
        return;
      }
      case 'media': {
        const media = await findMedia(truth, fact.mediaId);
        if (media !== null) emitHeard('media', media);
        return;
      }
      case 'changed':
        return emitHeard('changed', fact.lists as LiveEventMap['changed'][0]);
      case 'came':
        return presence.elsewhere(fact.screenId, nodeId, true);
      case 'went':
        return presence.elsewhere(fact.screenId, nodeId, false);
    }
  }
  bus.onFact((fact, nodeId) => {
    hear(fact, nodeId).catch((error: unknown) => log.warn({ err: error, fact: fact.fact }, 'what another node told could not be read'));
  });
}
