import { EventEmitter } from 'node:events';
import type { Media, Publication, operatorEventSchemas } from '@gatecast/protocol';
import type { z } from 'zod';

/** Facts that one feature tells and others listen to, in this process. Payloads are what the listeners need, no more. */
export type LiveEventMap = {
  /** Something on a screen's tile changed. */
  'screen-changed': [screenId: string];
  /** A new release stands in truth; its player is told. */
  'release-created': [screenId: string, number: number];
  /** An alert, or how far it has reached, changed. */
  'alert-changed': [alertId: string];
  publication: [publication: z.input<(typeof operatorEventSchemas)['publication']> | Publication];
  media: [media: z.input<(typeof operatorEventSchemas)['media']> | Media];
  /** Lists that people should read again. */
  changed: [lists: readonly z.input<(typeof operatorEventSchemas)['changed']>['lists'][number][]];
  /** An area or screen moved, came or went: what is derived from the fleet is computed again. */
  'fleet-changed': [];
};
export type LiveEvents = EventEmitter<LiveEventMap>;

export function createLiveEvents(): LiveEvents {
  const events = new EventEmitter<LiveEventMap>();
  events.setMaxListeners(50);
  return events;
}
