import type { Clock } from '@gatecast/clock';
import { ordinaryPacing, reconnectDelayMs, type LinkState, type Requested } from '@gatecast/player-link';
import {
  challengeSchema,
  documentAnswerSchema,
  faultCodeSchema,
  heartbeatAnswerSchema,
  payloadTypes,
  playerNamespace,
  protocolVersion,
  releaseAvailableSchema,
  signedDocumentSchema,
  storedAnswerSchema,
  welcomeSchema,
  wireFaultSchema,
  wireLimits,
  type CommandResult,
  type DocumentAnswer,
  type Heartbeat,
  type HeartbeatAnswer,
  type ReleaseReport,
  type SignedDocument,
} from '@gatecast/protocol';
import { signDocument, type SigningKey } from '@gatecast/signing';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Gate } from './gate.ts';
import type { Patience } from './patience.ts';
import { readPacket } from './socket-packet.ts';

type Stored = { readonly kind: 'stored'; readonly through: number };
export type LeanLink = {
  readonly getRelease: () => Promise<Requested<DocumentAnswer>>;
  readonly heartbeat: (heartbeat: Heartbeat) => Promise<Requested<HeartbeatAnswer>>;
  readonly reportRelease: (report: ReleaseReport) => Promise<Requested<Stored>>;
  readonly sendReceipts: (document: SignedDocument) => Promise<Requested<Stored>>;
  readonly sendPlayRecords: (document: SignedDocument) => Promise<Requested<Stored>>;
  readonly close: () => void;
};

/** What the links of one process share. */
export type LinkYard = { readonly patience: Patience; readonly gate: Gate; readonly clock: Pick<Clock, 'after'> };

const requestMs = 15_000;
const storedSchema = storedAnswerSchema.options[0];
const refusalSchema = z.object({ kind: z.literal('refused'), code: faultCodeSchema, detail: z.string() });
/** `4` a message of Engine.IO, then the kind of Socket.IO's packet. */
const packet = { connect: '40', event: '42', answer: '43' } as const;

/**
 * A player's connection in the least code that speaks version 1 of the protocol truly: Engine.IO and Socket.IO packets over a bare WebSocket,
 * every message parsed by its schema, tries paced by the players' own rule. It knows no long polls and measures no clock.
 */
export function leanLink(options: {
  readonly serverUrl: string;
  readonly playerId: string;
  readonly signer: SigningKey;
  /** As the server is: simulated players go where they are sent. */
  readonly isTraining: boolean;
  readonly have: () => { readonly releaseNumber: number; readonly alertRevision: number };
  readonly yard: LinkYard;
  readonly handlers: {
    readonly onState: (state: LinkState) => void;
    readonly onReleaseAvailable: (number: number) => void;
    readonly onAlertState: (document: SignedDocument) => void;
    readonly onCommand: (document: SignedDocument) => CommandResult;
  };
}): LeanLink {
  const { playerId, handlers } = options;
  const { patience, gate, clock } = options.yard;
  const address = `${options.serverUrl.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const asked = new Map<number, (answer: unknown) => void>();
  let socket: WebSocket | null = null;
  let isOpen = false;
  let isClosed = false;
  let attempt = 0;
  let lastId = 0;
  let fault: z.infer<typeof wireFaultSchema> | null = null;
  let cancelDeadline = (): void => undefined;
  let cancelWait = (): void => undefined;
  let leaveGate = (): void => undefined;

  function tryOnce(): void {
    leaveGate = gate.pass(() => {
      fault = null;
      const opening = new WebSocket(address, { perMessageDeflate: false, skipUTF8Validation: true });
      socket = opening;
      cancelDeadline = patience.after(wireLimits.proofTimeoutMs, () => opening.terminate());
      opening.on('message', (data: Buffer) => take(data));
      // what it was is told by `close`, which follows
      opening.on('error', () => undefined);
      opening.once('close', () => lost(opening));
    });
  }
  function lost(gone: WebSocket): void {
    if (gone !== socket) return;
    socket = null;
    const wasOpen = isOpen;
    isOpen = false;
    cancelDeadline();
    leaveGate();
    for (const settle of asked.values()) settle(undefined);
    asked.clear();
    if (isClosed) return;
    const sinceMs = Date.now();
    handlers.onState(
      fault === null
        ? { kind: 'offline', sinceMs, detail: 'the connection ended' }
        : { kind: 'rejected', sinceMs, code: fault.code, detail: fault.detail },
    );
    attempt = wasOpen ? 1 : attempt + 1;
    const delayMs = reconnectDelayMs(ordinaryPacing, playerId, fault === null ? attempt : Math.max(attempt, 30));
    cancelWait = clock.after(delayMs, tryOnce);
  }
  function send(kind: string, id: number | '', values: unknown): void {
    socket?.send(`${kind}${playerNamespace},${id}${JSON.stringify(values)}`);
  }
  function take(data: Buffer): void {
    const read = readPacket(data);
    switch (read.kind) {
      case 'open':
        return send(packet.connect, '', {
          ...{ protocol: protocolVersion, playerId, ...options.have() },
          ...(options.isTraining ? { training: true } : {}),
        });
      case 'ping':
        return socket?.send('3');
      case 'answer':
        asked.get(read.id)?.(read.value);
        return void asked.delete(read.id);
      case 'event':
        return hear(read.name, read.value, read.id);
      case 'refused': {
        const told = wireFaultSchema.safeParse(read.data);
        fault = told.success ? told.data : null;
        return socket?.terminate();
      }
      case 'gone':
        return socket?.terminate();
      case 'other':
    }
  }
  function hear(name: string, value: unknown, id: number | null): void {
    switch (name) {
      case 'challenge': {
        if (id === null) return;
        const { nonce } = challengeSchema.parse(value);
        const statement = { version: 1, type: 'proof', purpose: 'connect', playerId, nonce };
        return send(packet.answer, id, [signDocument(payloadTypes.proof, statement, [options.signer])]);
      }
      case 'welcome': {
        const welcome = welcomeSchema.parse(value);
        isOpen = true;
        cancelDeadline();
        leaveGate();
        attempt = 0;
        return handlers.onState({ kind: 'connected', welcome });
      }
      case 'release-available':
        return handlers.onReleaseAvailable(releaseAvailableSchema.parse(value).number);
      case 'alert-state':
        return handlers.onAlertState(signedOnce(value));
      case 'command':
        return id === null ? undefined : send(packet.answer, id, [handlers.onCommand(signedDocumentSchema.parse(value))]);
      case 'fault': {
        const told = wireFaultSchema.safeParse(value);
        if (told.success) fault = told.data;
      }
    }
  }
  async function ask<T>(event: string, message: readonly unknown[], schema: z.ZodType<T>): Promise<Requested<T>> {
    if (!isOpen) return { kind: 'offline' };
    const answer = await new Promise<unknown>((resolve) => {
      const id = lastId++;
      const cancel = patience.after(requestMs, () => {
        asked.delete(id);
        resolve(undefined);
      });
      asked.set(id, (value) => {
        cancel();
        resolve(value);
      });
      send(packet.event, id, [event, ...message]);
    });
    // no answer in time, or a connection that was lost: the server may have heard it
    if (answer === undefined) return { kind: 'timeout' };
    const refusal = refusalSchema.safeParse(answer);
    if (refusal.success) return { kind: 'refused', code: refusal.data.code, detail: refusal.data.detail };
    return { kind: 'ok', answer: schema.parse(answer) };
  }

  tryOnce();
  return {
    getRelease: () => ask('get-release', [], documentAnswerSchema),
    heartbeat: (heartbeat) => ask('heartbeat', [heartbeat], heartbeatAnswerSchema),
    reportRelease: (report) => ask('release-report', [report], storedSchema),
    sendReceipts: (document) => ask('receipts', [document], storedSchema),
    sendPlayRecords: (document) => ask('play-records', [document], storedSchema),
    close() {
      isClosed = true;
      cancelWait();
      cancelDeadline();
      leaveGate();
      socket?.terminate();
    },
  };
}

let lastValue: unknown = null;
let lastDocument: SignedDocument | null = null;
/** What a whole site is told is one object here (`readPacket` sees that it is the same bytes), and is parsed once. */
function signedOnce(value: unknown): SignedDocument {
  if (value !== lastValue || lastDocument === null) {
    lastDocument = signedDocumentSchema.parse(value);
    lastValue = value;
  }
  return lastDocument;
}
