import {
  alertStateSchema,
  commandSchema,
  enrolledSchema,
  enrolmentNamespace,
  pairingSchema,
  payloadTypes,
  playerNamespace,
  protocolVersion,
  releaseAvailableSchema,
  signedDocumentSchema,
  welcomeSchema,
  wireFaultSchema,
  type AlertState,
  type Command,
  type CommandResult,
  type Enrolled,
  type Heartbeat,
  type Pairing,
  type Receipt,
  type SignedDocument,
  type Welcome,
  type WireFault,
} from '@gatecast/protocol';
import { generateSeed, signDocument, signingKeyOf, type SigningKey } from '@gatecast/signing';
import { io, type Socket } from 'socket.io-client';

// A device that speaks version 1 on socket.io-client alone, so that what these tests hold the server against is the
// written protocol and not our own player's reading of it.

/** A new device key. */
export function deviceKey(): SigningKey {
  return signingKeyOf(generateSeed());
}

/** Opens a namespace on a connection of its own. */
export function openSocket(
  url: string,
  namespace: string,
  auth: Record<string, unknown>,
  headers: Record<string, string> = {},
  transports: ('websocket' | 'polling')[] = ['websocket'],
  query: Record<string, string> = {},
): Socket {
  return io(`${url}${namespace}`, { auth, transports, query, upgrade: false, reconnection: false, forceNew: true, extraHeaders: headers });
}

/** The next message of an event, once; rejects where the socket closes before. */
export function next(socket: Socket, event: string): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    socket.once(event, (...args: readonly unknown[]) => resolve(args));
    if (event !== 'disconnect') socket.once('disconnect', (reason) => reject(new Error(`closed (${reason}) before ${event}`)));
    socket.once('connect_error', (error) => reject(error));
  });
}

export type ProofMaker = (nonce: string) => SignedDocument;

/** Answers every challenge with what `prove` makes of it. */
export function answerChallenges(socket: Socket, prove: ProofMaker): void {
  socket.on('challenge', (challenge: { nonce: string }, answer: (proof: unknown) => void) => answer(prove(challenge.nonce)));
}

export function proofOf(key: SigningKey, purpose: 'connect' | 'enrol', playerId: string): ProofMaker {
  return (nonce) => signDocument(payloadTypes.proof, { version: 1, type: 'proof', purpose, playerId, nonce }, [key]);
}

/** A device at the enrolment door; `pairing` is its first code. */
export type TestDevice = {
  readonly socket: Socket;
  readonly pairing: Promise<Pairing>;
  readonly enrolled: Promise<Enrolled>;
  readonly fault: Promise<WireFault>;
};

/** What a device with a pre-enrolment file answers: the ticket's key signs too, for this device's key. */
export function proofWithTicket(key: SigningKey, ticket: SigningKey, vouchedFor = key.publicKey): ProofMaker {
  const statement = { version: 1, type: 'proof', purpose: 'enrol', playerId: '', publicKey: vouchedFor };
  return (nonce) => signDocument(payloadTypes.proof, { ...statement, nonce }, [key, ticket]);
}

export function knock(
  url: string,
  key: SigningKey,
  prove: ProofMaker = proofOf(key, 'enrol', ''),
  ticket?: string,
  more: object = {},
): TestDevice {
  const socket = openSocket(url, enrolmentNamespace, {
    protocol: protocolVersion,
    publicKey: key.publicKey,
    ...(ticket === undefined ? {} : { ticket }),
    software: { version: '0.1.0', shell: 'none' },
    display: { widthPx: 1_920, heightPx: 1_080 },
    ...more,
  });
  answerChallenges(socket, prove);
  const enrolled = new Promise<Enrolled>((resolve) => {
    socket.on('enrolled', (message: unknown, answer: () => void) => {
      answer();
      resolve(enrolledSchema.parse(message));
    });
  });
  const pairing = next(socket, 'pairing').then(([message]): Pairing => pairingSchema.parse(message));
  const fault = next(socket, 'fault').then(([message]): WireFault => wireFaultSchema.parse(message));
  pairing.catch(() => undefined);
  fault.catch(() => undefined);
  return { socket, pairing, enrolled, fault };
}

export const wellHeartbeat: Heartbeat = {
  sequence: 1,
  atMs: 1_000,
  software: { version: '0.1.0', shell: 'simulated' },
  uptimeMs: 5_000,
  clock: { state: 'synced', offsetMs: 3 },
  release: { active: 0, preparing: 0, progressBp: 0 },
  alertRevision: 0,
  paintedAlertIds: [],
  showing: { kind: 'nothing', reason: 'unpublished' },
  stage: 'alive',
  display: { widthPx: 1_920, heightPx: 1_080, power: 'connected' },
  storage: { freeBytes: 10 ** 11, mediaBytes: 0 },
  memoryBytes: 10 ** 8,
  recordsWaiting: 0,
};

/** An enrolled player on the wire. */
export type TestPlayer = {
  readonly socket: Socket;
  readonly welcome: Promise<Welcome>;
  readonly fault: Promise<WireFault>;
  readonly closed: Promise<string>;
  /** Alert states as they were pushed, parsed and not verified. */
  readonly alertStates: AlertState[];
  readonly alertDocuments: SignedDocument[];
  readonly releaseNumbers: number[];
  readonly commands: Command[];
  readonly ask: (event: string, message?: unknown) => Promise<unknown>;
  readonly sendReceipts: (receipts: readonly Receipt[], by?: SigningKey) => Promise<unknown>;
  readonly close: () => void;
};

export function connectTestPlayer(options: {
  readonly url: string;
  readonly key: SigningKey;
  readonly playerId: string;
  readonly have?: { readonly releaseNumber: number; readonly alertRevision: number };
  readonly auth?: Record<string, unknown>;
  readonly prove?: ProofMaker;
  readonly onCommand?: (command: Command) => CommandResult | null;
  readonly isPolling?: boolean;
}): TestPlayer {
  const { url, key, playerId, have = { releaseNumber: 0, alertRevision: 0 } } = options;
  const isPolling = options.isPolling === true;
  const auth = options.auth ?? { protocol: protocolVersion, playerId, ...have };
  // what a balancer keeps a player's polls together by (WIRE.md)
  const query = isPolling ? { spread: playerId } : {};
  const socket = openSocket(url, playerNamespace, auth, {}, [isPolling ? 'polling' : 'websocket'], query);
  answerChallenges(socket, options.prove ?? proofOf(key, 'connect', playerId));
  const alertStates: AlertState[] = [];
  const alertDocuments: SignedDocument[] = [];
  const releaseNumbers: number[] = [];
  const commands: Command[] = [];
  const payloadOf = (document: SignedDocument): unknown => JSON.parse(Buffer.from(document.payload, 'base64').toString('utf8'));
  socket.on('alert-state', (message: unknown) => {
    const document = signedDocumentSchema.parse(message);
    alertDocuments.push(document);
    alertStates.push(alertStateSchema.parse(payloadOf(document)));
  });
  socket.on('release-available', (message: unknown) => void releaseNumbers.push(releaseAvailableSchema.parse(message).number));
  socket.on('command', (message: unknown, answer: (result: CommandResult) => void) => {
    const command = commandSchema.parse(payloadOf(signedDocumentSchema.parse(message)));
    commands.push(command);
    const result = options.onCommand === undefined ? ({ kind: 'done' } as const) : options.onCommand(command);
    if (result !== null) answer(result);
  });
  const welcome = next(socket, 'welcome').then(([message]) => welcomeSchema.parse(message));
  const fault = next(socket, 'fault').then(([message]) => wireFaultSchema.parse(message));
  const closed = new Promise<string>((resolve) => void socket.on('disconnect', (reason) => resolve(reason)));
  welcome.catch(() => undefined);
  fault.catch(() => undefined);
  return {
    socket,
    welcome,
    fault,
    closed,
    alertStates,
    alertDocuments,
    releaseNumbers,
    commands,
    ask: (event, ...message) => socket.timeout(10_000).emitWithAck(event, ...message),
    sendReceipts: (receipts, by = key) =>
      socket
        .timeout(10_000)
        .emitWithAck('receipts', signDocument(payloadTypes.receipts, { version: 1, type: 'receipts', playerId, receipts }, [by])),
    close: () => void socket.disconnect(),
  };
}
