import type { PlayerLink } from '@gatecast/player-link';
import {
  alertStateSchema,
  payloadTypes,
  signedDocumentSchema,
  type AlertState,
  type Receipt,
  type RootDocument,
  type SignedDocument,
} from '@gatecast/protocol';
import { quorumOf, signDocument, verifyDocument, type SigningKey } from '@gatecast/signing';
import { addressedTo, type Painted, type Place } from '../brain/alert-lane.ts';
import type { AlertTime } from '../brain/alert-life.ts';
import type { AlertEffect, AlertEvent } from '../brain/alert-step.ts';
import type { PlayerEvent } from '../bridge/shell-channel.ts';
import type { SignedCopies } from './signed-copies.ts';
import { keepFact, readFact, type Store } from './store/open-store.ts';
import type { ReceiptStore } from './store/receipt-store.ts';
import type { WhenRoom } from './when-room.ts';

export type AlertKeeper = {
  /** The newest state that is on disk and signed as required; null: there is none. */
  readonly kept: () => AlertState | null;
  /** Does what the brain says; its answers are events for the brain. */
  readonly perform: (effect: AlertEffect) => void;
  /** A state that the server pushed or gave, as an event for the brain. */
  readonly came: (document: SignedDocument) => void;
};

/** The alert lane's hands: disk, link and stage. */
export function alertKeeper(world: {
  readonly store: Store;
  readonly receipts: ReceiptStore;
  readonly copies: SignedCopies;
  readonly root: RootDocument;
  readonly signer: SigningKey;
  readonly playerId: string;
  readonly place: () => Place;
  readonly painted: () => readonly Painted[];
  /** The server's time as it is known, and what is left of the alerts on the glass. */
  readonly time: () => AlertTime;
  readonly display: () => Receipt['display'];
  readonly link: () => PlayerLink | null;
  readonly serverNowMs: () => number;
  readonly tell: (event: PlayerEvent) => void;
  readonly whenRoom: WhenRoom;
  /** For the brain. */
  readonly answer: (event: AlertEvent) => void;
  /** Hands the new state to the stage. */
  readonly onChange: () => void;
}): AlertKeeper {
  const quorum = quorumOf(world.root, 'assembly');
  let isRefused = false;

  function trouble(where: string, detail: string): void {
    world.tell({ event: 'trouble', atMs: world.serverNowMs(), where, detail });
  }
  function verified(document: SignedDocument) {
    return verifyDocument(document, payloadTypes.alertState, alertStateSchema, quorum);
  }
  function came(document: SignedDocument): void {
    const found = verified(document);
    const state = found.kind === 'verified' ? found.document : null;
    world.answer({ kind: 'alerts-came', document, state, detail: found.kind === 'refused' ? found.detail : '' });
  }
  /** Puts the state on disk. A disk that refuses it must not take it off the glass, and is asked again with the next look. */
  function keep(revision: number, document: SignedDocument): void {
    try {
      keepFact(world.store, 'alert-state', document);
    } catch (error) {
      if (!isRefused) trouble('alert-state', `not kept: ${String(error)}`);
      isRefused = true;
      return;
    }
    world.copies.keepDocument('alert-state', document);
    isRefused = false;
    world.answer({ kind: 'alerts-kept', revision });
  }
  function look(): void {
    const { place, painted, time, display, receipts } = world;
    const facts = { place: place(), painted: painted(), time: time(), display: display() };
    world.answer({ kind: 'alert-facts', ...facts, marks: receipts.made(), waiting: receipts.waiting().length });
  }
  /** What finds no room is made again by the next look. */
  function keepReceipts(due: readonly Receipt[]): void {
    const isKept = world.whenRoom(() => {
      world.receipts.add(due);
      return true;
    }, false);
    if (!isKept) return;
    for (const { kind, alertId, atMs } of due)
      world.tell({ event: 'alert-receipt', atMs: world.serverNowMs(), kind, alertId, toldMs: atMs });
  }
  /** Whether the server has stored the oldest that wait, and that is written down. */
  async function send(): Promise<boolean> {
    const receipts = world.receipts.waiting();
    if (receipts.length === 0) return false;
    const statement = { version: 1, type: 'receipts', playerId: world.playerId, receipts };
    const answered = await world.link()?.sendReceipts(signDocument(payloadTypes.receipts, statement, [world.signer]));
    if (answered?.kind === 'refused') trouble('receipts', `${answered.code}: ${answered.detail}`);
    if (answered?.kind !== 'ok') return false;
    return world.whenRoom(() => {
      world.receipts.markStored(receipts, world.serverNowMs());
      return true;
    }, false);
  }
  async function ask(): Promise<void> {
    const answered = await world.link()?.getAlertState();
    if (answered?.kind === 'ok' && answered.answer.kind === 'document') came(answered.answer.document);
  }
  return {
    /** The store may have lost its end, which the copy then has. */
    kept() {
      const documents = [readFact(world.store, 'alert-state', signedDocumentSchema), world.copies.document('alert-state')];
      const states = documents.flatMap((document) => {
        const found = document === null ? null : verified(document);
        return found?.kind === 'verified' ? [found.document] : [];
      });
      return states.filter(({ siteId }) => siteId === world.place().siteId).toSorted((a, b) => b.revision - a.revision)[0] ?? null;
    },
    came,
    perform(effect) {
      switch (effect.kind) {
        case 'show-alerts': {
          const { revision, alerts } = effect.state;
          world.onChange();
          const alertIds = addressedTo(alerts, world.place()).map(({ id }) => id);
          return world.tell({ event: 'alert-state', atMs: world.serverNowMs(), revision, alertIds });
        }
        case 'keep-alerts':
          return keep(effect.revision, effect.document);
        case 'ask-alerts':
          return void ask();
        case 'look-at-alerts':
          return look();
        case 'keep-receipts':
          return keepReceipts(effect.receipts);
        case 'send-receipts':
          return void send().then((isStored) => world.answer({ kind: 'receipts-answered', isStored }));
        case 'refuse-alerts':
          return trouble('alert-state', effect.detail);
      }
    },
  };
}
