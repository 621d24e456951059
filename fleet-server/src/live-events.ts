import { EventEmitter } from 'node:events';
import type { Incident, IncidentFact, Media, ScreenIncidentKind, StoredCommand, operatorEventSchemas } from '@gatecast/protocol';
import type { z } from 'zod';
import type { CountedPublication } from './features/publications/store.ts';

/** Facts that one feature tells and others listen to, in this process. Payloads are what the listeners need, no more. */
export type LiveEventMap = {
  /** Something on a screen's tile changed. */
  'screen-changed': [screenId: string];
  /** A new release stands in truth; its player is told. */
  'release-created': [screenId: string, number: number];
  /** An alert changed, or has come further on these screens. */
  'alert-changed': [alertId: string, screenIds?: readonly string[]];
  /** An incident opened, was taken on or ended. */
  incident: [incident: Incident];
  /** Something happened that is an incident of a screen by itself, with what is known of it. */
  'incident-told': [screenId: string, kind: ScreenIncidentKind, fact: IncidentFact];
  /** A command has moved on. */
  command: [command: StoredCommand];
  publication: [publication: CountedPublication];
  media: [media: z.input<(typeof operatorEventSchemas)['media']> | Media];
  /** Lists that people should read again. */
  changed: [lists: readonly z.input<(typeof operatorEventSchemas)['changed']>['lists'][number][]];
  /** What a person may do changed, or their sessions ended: whoever listens for them looks again. */
  'access-changed': [userId: string];
  /** An area or screen moved, came or went: what is derived from the fleet is computed again. */
  'fleet-changed': [];
};
export type LiveEvents = EventEmitter<LiveEventMap>;

/**
 * Who tells a fact is not to blame for a listener that fails at it, and must not be stopped by it either: some tell from timers,
 * where a thrown error would end the process. `onFault` hears of it, and the other listeners still hear the fact.
 */
export function createLiveEvents(onFault: (error: unknown, event: string) => void): LiveEvents {
  const events = new EventEmitter<LiveEventMap>();
  events.setMaxListeners(50);
  events.emit = (event, ...payload) => {
    // Node's types forget which event a raw listener belongs to
    const listeners = events.rawListeners(event) as unknown as readonly ((...args: readonly unknown[]) => unknown)[];
    for (const listener of listeners) {
      try {
        listener.apply(events, payload);
      } catch (error) {
        onFault(error, String(event));
      }
    }
    return listeners.length > 0;
  };
  return events;
}
