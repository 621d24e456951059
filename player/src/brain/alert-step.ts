import type { AlertState, Receipt, SignedDocument } from '@gatecast/protocol';
import { addressedTo, receiptsDue, type Painted, type Place, type ReceiptMark } from './alert-lane.ts';
import type { AlertTime } from './alert-life.ts';
import { judgeSiteState } from './site-state.ts';

// What an agent does about the alert lane, decided: a state goes to the glass before the disk is waited for, and nobody is told that it
// came before it is kept.

export type AlertLane = {
  readonly siteId: string;
  /** On the glass; null: none ever came. */
  readonly state: AlertState | null;
  /** The state on the glass as it was received, while it is not on disk. */
  readonly unkept: SignedDocument | null;
  readonly isConnected: boolean;
  readonly isSending: boolean;
};

export type AlertEvent =
  | { readonly kind: 'link'; readonly isConnected: boolean }
  | { readonly kind: 'alerts-told'; readonly revision: number }
  | { readonly kind: 'alert-pull-due' }
  /** A pushed or fetched state whose signatures were checked; null: they are not those that the root requires. */
  | { readonly kind: 'alerts-came'; readonly document: SignedDocument; readonly state: AlertState | null; readonly detail: string }
  | { readonly kind: 'alerts-kept'; readonly revision: number }
  /** Time passed, or what is painted changed. */
  | { readonly kind: 'alert-look-due' }
  | {
      readonly kind: 'alert-facts';
      readonly place: Place;
      readonly painted: readonly Painted[];
      readonly marks: readonly ReceiptMark[];
      readonly time: AlertTime;
      readonly display: Receipt['display'];
      readonly waiting: number;
    }
  | { readonly kind: 'receipts-answered'; readonly isStored: boolean };

export type AlertEffect =
  /** Hands the state to the stage. */
  | { readonly kind: 'show-alerts'; readonly state: AlertState }
  /** Answered with `alerts-kept` once it is on disk. */
  | { readonly kind: 'keep-alerts'; readonly revision: number; readonly document: SignedDocument }
  /** Answered with `alerts-came` where the server answered with one. */
  | { readonly kind: 'ask-alerts' }
  /** Answered with `alert-facts`. */
  | { readonly kind: 'look-at-alerts' }
  | { readonly kind: 'keep-receipts'; readonly receipts: readonly Receipt[] }
  /** The oldest that are kept and not stored yet. Answered with `receipts-answered`. */
  | { readonly kind: 'send-receipts' }
  | { readonly kind: 'refuse-alerts'; readonly detail: string };

type Stepped = { readonly state: AlertLane; readonly effects: readonly AlertEffect[] };

/** A lane that goes on from the state that is kept. */
export function startAlerts(siteId: string, kept: AlertState | null): AlertLane {
  return { siteId, state: kept, unkept: null, isConnected: false, isSending: false };
}

/** Takes in one event, and decides. */
export function stepAlerts(lane: AlertLane, event: AlertEvent): Stepped {
  switch (event.kind) {
    case 'link':
      // an answer that the last connection owed will not come
      return looking({ ...lane, isConnected: event.isConnected, isSending: event.isConnected && lane.isSending });
    case 'alerts-told':
      return { state: lane, effects: event.revision > (lane.state?.revision ?? 0) ? [{ kind: 'ask-alerts' }] : [] };
    case 'alert-pull-due':
      return { state: lane, effects: lane.isConnected ? [{ kind: 'ask-alerts' }] : [] };
    case 'alerts-came':
      return came(lane, event);
    case 'alerts-kept':
      return event.revision === lane.state?.revision ? looking({ ...lane, unkept: null }) : { state: lane, effects: [] };
    case 'alert-look-due':
      return looking(lane);
    case 'alert-facts':
      return due(lane, event);
    case 'receipts-answered': {
      const state = { ...lane, isSending: false };
      return event.isStored ? looking(state) : { state, effects: [] };
    }
  }
}

/** What is not kept yet is kept first: a receipt for it would be a promise that a power cut breaks. */
function looking(lane: AlertLane): Stepped {
  if (lane.unkept === null || lane.state === null) return { state: lane, effects: [{ kind: 'look-at-alerts' }] };
  return { state: lane, effects: [{ kind: 'keep-alerts', revision: lane.state.revision, document: lane.unkept }] };
}

function came(lane: AlertLane, { document, state, detail }: Extract<AlertEvent, { kind: 'alerts-came' }>): Stepped {
  if (state === null) return { state: lane, effects: [{ kind: 'refuse-alerts', detail }] };
  const verdict = judgeSiteState(lane.state?.revision ?? 0, state, lane.siteId);
  if (verdict === 'have-it') return { state: lane, effects: [] };
  if (verdict !== 'accept') return { state: lane, effects: [{ kind: 'refuse-alerts', detail: verdict }] };
  const next = { ...lane, state, unkept: document };
  return {
    state: next,
    effects: [
      { kind: 'show-alerts', state },
      { kind: 'keep-alerts', revision: state.revision, document },
    ],
  };
}

function due(lane: AlertLane, facts: Extract<AlertEvent, { kind: 'alert-facts' }>): Stepped {
  // another state came since it was looked: its own look follows
  if (lane.unkept !== null) return { state: lane, effects: [] };
  const addressed = lane.state === null ? [] : addressedTo(lane.state.alerts, facts.place);
  const receipts = receiptsDue({ ...facts, stateRevision: lane.state?.revision ?? 1, addressed });
  const isSending = lane.isConnected && !lane.isSending && receipts.length + facts.waiting > 0;
  return {
    state: { ...lane, isSending: lane.isSending || isSending },
    effects: [
      ...(receipts.length > 0 ? [{ kind: 'keep-receipts', receipts } as const] : []),
      ...(isSending ? [{ kind: 'send-receipts' } as const] : []),
    ],
  };
}
