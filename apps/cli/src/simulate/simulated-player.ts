import type { Clock } from '@gatecast/clock';
import {
  alertStateSchema,
  payloadTypes,
  releaseEnvelopeSchema,
  type Alert,
  type AlertState,
  type Heartbeat,
  type Receipt,
  type ReleaseEnvelope,
  type RootDocument,
  type SignedDocument,
} from '@gatecast/protocol';
import { quorumOf, signDocument, signingKeyOf, verifyDocument, type Verified } from '@gatecast/signing';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { SimulatedIdentity } from './identities.ts';
import { leanLink, type LeanLink, type LinkYard } from './lean-link.ts';

export type SimulatedPlayer = {
  readonly activeRelease: () => number;
  readonly beat: () => void;
  /** A heartbeat out of turn; whether the server answered it. */
  readonly beatOnce: () => Promise<boolean>;
  /** Sends signed play records; `offline`: they were not sent. */
  readonly tellRecords: (batch: SignedDocument) => Promise<'stored' | 'not-stored' | 'offline'>;
  readonly close: () => void;
};

export type SimulatedEvents = {
  readonly onConnected: () => void;
  readonly onLost: () => void;
  /** Whether it has, active and answered for, whatever the server has told it of; told when that changes. */
  readonly onStanding: (isCurrent: boolean) => void;
  /** The server knows why it does not take this player; the link still tries, slowly. */
  readonly onRejected: () => void;
  /** A release is active and its report is stored. */
  readonly onActive: (publicationId: string) => void;
  /** The alert state arrived on the wire; `stored` resolves when the server has stored the receipts. */
  readonly onAlertState: (revision: number, stored: Promise<boolean>) => void;
};

/** Documents that go to a whole site are the same bytes for all: each is verified once for the process. */
export type DocumentVerifier = {
  readonly alertState: (signed: SignedDocument) => Verified<AlertState>;
  readonly release: (signed: SignedDocument) => Verified<ReleaseEnvelope>;
};

/** What a timer of this platform holds at most. */
const longestTimerMs = 2 ** 31 - 1;

/** Verifies against a root, remembering the last alert state by its exact bytes and signature. */
export function documentVerifier(root: RootDocument): DocumentVerifier {
  const quorum = quorumOf(root, 'assembly');
  let last: { readonly key: string; readonly verified: Verified<AlertState> } | null = null;
  return {
    alertState(signed) {
      const key = `${signed.payload} ${signed.signatures.map((each) => each.sig).join(' ')}`;
      if (last?.key !== key) last = { key, verified: verifyDocument(signed, payloadTypes.alertState, alertStateSchema, quorum) };
      return last.verified;
    },
    release: (signed) => verifyDocument(signed, payloadTypes.release, releaseEnvelopeSchema, quorum),
  };
}

/**
 * One lean player that speaks the protocol truly: proves its key, verifies what it is told, answers alerts with signed
 * receipts, reports releases and beats. It fetches no objects and draws nothing: a release counts as prepared when its
 * envelope is good, and an alert as painted only where `paints` is set (for training).
 */
export function simulatedPlayer(options: {
  readonly serverUrl: string;
  readonly identity: SimulatedIdentity;
  readonly verifier: DocumentVerifier;
  readonly clock: Clock;
  readonly yard: LinkYard;
  readonly paints: boolean;
  readonly isTraining: boolean;
  readonly events: SimulatedEvents;
}): SimulatedPlayer {
  const { identity, verifier, clock, events } = options;
  const signer = signingKeyOf(identity.seed);
  const startedMs = clock.monotonicMs();
  let release = 0;
  /** On its way or active. */
  let takenNumber = 0;
  let cancelActivation = (): void => undefined;
  let alertRevision = 0;
  let shownAlerts: readonly Alert[] = [];
  let sequence = 0;
  let told = { release: 0, alert: 0 };
  let isConnected = false;
  let wasCurrent = false;

  function judge(): void {
    const isCurrent = isConnected && release >= told.release && alertRevision >= told.alert;
    if (isCurrent === wasCurrent) return;
    wasCurrent = isCurrent;
    events.onStanding(isCurrent);
  }

  const link: LeanLink = leanLink({
    serverUrl: options.serverUrl,
    playerId: identity.playerId,
    signer,
    isTraining: options.isTraining,
    have: () => ({ releaseNumber: release, alertRevision }),
    yard: options.yard,
    handlers: {
      onState(state) {
        if (state.kind === 'connected') {
          events.onConnected();
          isConnected = true;
          told = { release: state.welcome.releaseNumber, alert: state.welcome.alertRevision };
          judge();
          if (state.welcome.releaseNumber > release) void takeRelease();
          beat();
        } else if (state.kind === 'offline' || state.kind === 'rejected') {
          isConnected = false;
          judge();
          events.onLost();
        }
        if (state.kind === 'rejected') events.onRejected();
      },
      onReleaseAvailable(number) {
        told = { ...told, release: Math.max(told.release, number) };
        judge();
        if (number > release) void takeRelease();
      },
      onAlertState: takeAlertState,
      onCommand: () => ({ kind: 'refused', reason: 'no-stage', detail: 'a simulated player has no glass' }),
    },
  });

  async function takeRelease(): Promise<void> {
    const answered = await link.getRelease();
    if (answered.kind !== 'ok' || answered.answer.kind === 'none') return;
    const verified = verifier.release(answered.answer.document);
    if (verified.kind === 'refused' || verified.document.screenId !== identity.screenId || verified.document.number <= release) return;
    const { number, publicationId, activateAtMs = 0 } = verified.document;
    // a push and the answer to a heartbeat may tell of the same one at once
    if (number <= takenNumber) return;
    takenNumber = number;
    cancelActivation();
    if (!(await report(number, 'delivered')) || !(await report(number, 'prepared'))) {
      if (takenNumber === number) takenNumber = release;
      return;
    }
    const waitMs = activateAtMs - clock.nowMs();
    if (release === 0 || waitMs <= 0) return activate(number, publicationId);
    cancelActivation = clock.after(Math.min(waitMs, longestTimerMs), () => void activate(number, publicationId));
  }
  async function activate(number: number, publicationId: string): Promise<void> {
    if (number !== takenNumber) return;
    // a node that died took the report with it: the next welcome or heartbeat shows that there is something to take
    if (await report(number, 'active')) {
      release = number;
      judge();
      events.onActive(publicationId);
    } else takenNumber = release;
  }
  async function report(number: number, state: 'delivered' | 'prepared' | 'active'): Promise<boolean> {
    const told = await link.reportRelease({ number, state, atMs: clock.nowMs() });
    return told.kind === 'ok' || told.kind === 'refused';
  }

  function takeAlertState(signed: SignedDocument): void {
    const verified = verifier.alertState(signed);
    if (verified.kind === 'refused' || verified.document.siteId !== identity.siteId || verified.document.revision <= alertRevision) return;
    const { revision, alerts } = verified.document;
    alertRevision = revision;
    judge();
    const isForThis = ({ targets }: Alert) =>
      targets.screenIds.length + targets.areaIds.length === 0 || targets.screenIds.includes(identity.screenId);
    const now = alerts.filter(isForThis);
    const receipt = (alert: Alert, kind: Receipt['kind']): Receipt => ({
      alertId: alert.id,
      alertRevision: alert.revision,
      stateRevision: revision,
      kind,
      atMs: clock.nowMs(),
      display: 'unknown',
    });
    const fresh = now.filter((alert) => !shownAlerts.some((shown) => shown.id === alert.id && shown.revision === alert.revision));
    const gone = shownAlerts.filter((shown) => !now.some((alert) => alert.id === shown.id));
    shownAlerts = now;
    const receipts = [
      ...fresh.map((alert) => receipt(alert, 'received')),
      ...(options.paints ? fresh.map((alert) => receipt(alert, 'painted')) : []),
      ...gone.map((alert) => receipt(alert, 'cleared')),
    ];
    events.onAlertState(revision, receipts.length === 0 ? Promise.resolve(true) : sendReceipts(receipts));
  }

  async function sendReceipts(receipts: readonly Receipt[]): Promise<boolean> {
    // each player of a fleet has a processor of its own: here the others' arrival must not wait for this one's signature
    await letOthersRun();
    const document = signDocument(payloadTypes.receipts, { version: 1, type: 'receipts', playerId: identity.playerId, receipts }, [signer]);
    return (await link.sendReceipts(document)).kind === 'ok';
  }

  function heartbeatNow(): Heartbeat {
    sequence += 1;
    return {
      sequence,
      atMs: clock.nowMs(),
      software: { version: '0.1.0', shell: 'simulated' },
      uptimeMs: Math.round(clock.monotonicMs() - startedMs),
      clock: { state: 'synced', offsetMs: 0 },
      release: { active: release, preparing: 0, progressBp: 0 },
      alertRevision,
      paintedAlertIds: options.paints ? shownAlerts.map((alert) => alert.id) : [],
      showing: { kind: 'nothing', reason: 'no-stage' },
      stage: 'none',
      display: { widthPx: 1920, heightPx: 1080, power: 'unknown' },
      storage: { freeBytes: 0, mediaBytes: 0 },
      memoryBytes: 0,
      recordsWaiting: 0,
    };
  }
  async function beatOnce(): Promise<boolean> {
    const answered = await link.heartbeat(heartbeatNow());
    if (answered.kind === 'ok' && answered.answer.releaseNumber > release) await takeRelease();
    return answered.kind === 'ok';
  }
  const beat = () => void beatOnce();

  return {
    activeRelease: () => release,
    beat,
    beatOnce,
    async tellRecords(batch) {
      const { kind } = await link.sendPlayRecords(batch);
      if (kind === 'offline') return kind;
      return kind === 'ok' ? 'stored' : 'not-stored';
    },
    close() {
      cancelActivation();
      link.close();
    },
  };
}
