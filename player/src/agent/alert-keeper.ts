import type { PlayerLink } from '@gatecast/player-link';
import {
  alertStateSchema,
  payloadTypes,
  signedDocumentSchema,
  type Alert,
  type AlertState,
  type Receipt,
  type RootDocument,
  type SignedDocument,
} from '@gatecast/protocol';
import { quorumOf, signDocument, verifyDocument, type SigningKey } from '@gatecast/signing';
import { addressedTo, judgeAlertState, receiptsDue, type Painted, type Place } from '../brain/alert-lane.ts';
import type { PlayerEvent } from '../bridge/shell-channel.ts';
import type { SignedCopies } from './signed-copies.ts';
import { keepFact, readFact, type Store } from './store/open-store.ts';
import type { ReceiptStore } from './store/receipt-store.ts';
import type { WhenRoom } from './when-room.ts';

export type AlertKeeper = {
  readonly revision: () => number;
  readonly addressed: () => readonly Alert[];
  readonly withdrawn: () => readonly string[];
  /** A pushed or pulled state; what is not signed, older or of another site changes nothing. */
  readonly take: (document: SignedDocument) => void;
  /** The server told a revision: fetches the state where it is not the one that is here. */
  readonly told: (revision: number) => Promise<void>;
  readonly pull: () => Promise<void>;
  /** Makes the receipts that are due now and sends what the server has not. */
  readonly look: () => void;
};

/** The alert lane on the device: the state is on disk before anybody is told that it came. */
export function alertKeeper(world: {
  readonly store: Store;
  readonly receipts: ReceiptStore;
  readonly copies: SignedCopies;
  readonly root: RootDocument;
  readonly signer: SigningKey;
  readonly playerId: string;
  readonly place: () => Place;
  readonly painted: () => readonly Painted[];
  readonly display: () => Receipt['display'];
  readonly link: () => PlayerLink | null;
  readonly serverNowMs: () => number;
  readonly tell: (event: PlayerEvent) => void;
  readonly whenRoom: WhenRoom;
  /** Hands the new state to the stage. */
  readonly onChange: () => void;
}): AlertKeeper {
  const quorum = quorumOf(world.root, 'assembly');
  let state = readState();
  /** The state on the glass that is not on disk yet. */
  let unkept: SignedDocument | null = null;
  let isRefused = false;
  let isSending = false;

  /** The newest that is kept: the store may have lost its end. */
  function readState(): AlertState | null {
    const kept = [readFact(world.store, 'alert-state', signedDocumentSchema), world.copies.document('alert-state')];
    const states = kept.flatMap((document) => {
      const verified = document === null ? null : verifyDocument(document, payloadTypes.alertState, alertStateSchema, quorum);
      return verified?.kind === 'verified' ? [verified.document] : [];
    });
    return states.filter(({ siteId }) => siteId === world.place().siteId).toSorted((a, b) => b.revision - a.revision)[0] ?? null;
  }
  function addressed(): readonly Alert[] {
    return state === null ? [] : addressedTo(state.alerts, world.place());
  }
  function take(document: SignedDocument): void {
    const verified = verifyDocument(document, payloadTypes.alertState, alertStateSchema, quorum);
    const atMs = world.serverNowMs();
    if (verified.kind === 'refused') return world.tell({ event: 'trouble', atMs, where: 'alert-state', detail: verified.detail });
    const verdict = judgeAlertState(state?.revision ?? 0, verified.document, world.place().siteId);
    if (verdict === 'have-it') return;
    if (verdict !== 'accept') return world.tell({ event: 'trouble', atMs, where: 'alert-state', detail: verdict });
    state = verified.document;
    unkept = document;
    // on its way to the glass before the disk is waited for; nobody is told that it came before it is kept
    world.onChange();
    world.tell({ event: 'alert-state', atMs, revision: state.revision, alertIds: addressed().map(({ id }) => id) });
    look();
  }
  /** Puts the state on disk; false where the disk refuses it, which must not take it off the glass. */
  function keep(): boolean {
    if (unkept === null) return true;
    try {
      keepFact(world.store, 'alert-state', unkept);
    } catch (error) {
      if (!isRefused)
        world.tell({ event: 'trouble', atMs: world.serverNowMs(), where: 'alert-state', detail: `not kept: ${String(error)}` });
      isRefused = true;
      return false;
    }
    world.copies.keepDocument('alert-state', unkept);
    unkept = null;
    isRefused = false;
    return true;
  }
  function look(): void {
    if (!keep()) return;
    const due = receiptsDue({
      stateRevision: state?.revision ?? 1,
      addressed: addressed(),
      painted: world.painted(),
      marks: world.receipts.made(),
      nowMs: world.serverNowMs(),
      display: world.display(),
    });
    if (due.length > 0) {
      const isKept = world.whenRoom(() => {
        world.receipts.add(due);
        return true;
      }, false);
      // made again by the next look
      if (!isKept) return;
      for (const { kind, alertId, atMs } of due)
        world.tell({ event: 'alert-receipt', atMs: world.serverNowMs(), kind, alertId, toldMs: atMs });
    }
    void send();
  }
  async function send(): Promise<void> {
    const link = world.link();
    if (isSending || link?.state().kind !== 'connected') return;
    isSending = true;
    try {
      for (let waiting = world.receipts.waiting(); waiting.length > 0; waiting = world.receipts.waiting()) {
        const statement = { version: 1, type: 'receipts', playerId: world.playerId, receipts: waiting };
        const answered = await link.sendReceipts(signDocument(payloadTypes.receipts, statement, [world.signer]));
        if (answered.kind !== 'ok') {
          if (answered.kind === 'refused')
            world.tell({ event: 'trouble', atMs: world.serverNowMs(), where: 'receipts', detail: `${answered.code}: ${answered.detail}` });
          return;
        }
        const isMarked = world.whenRoom(() => {
          world.receipts.markStored(waiting, world.serverNowMs());
          return true;
        }, false);
        if (!isMarked) return;
      }
    } finally {
      isSending = false;
    }
  }
  async function pull(): Promise<void> {
    const answered = (await world.link()?.getAlertState()) ?? { kind: 'offline' as const };
    if (answered.kind === 'ok' && answered.answer.kind === 'document') take(answered.answer.document);
  }
  return {
    revision: () => state?.revision ?? 0,
    addressed,
    withdrawn: () => state?.withdrawn ?? [],
    take,
    async told(revision) {
      if (revision > (state?.revision ?? 0)) await pull();
    },
    pull,
    look,
  };
}
