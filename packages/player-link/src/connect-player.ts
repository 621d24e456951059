import type { Clock } from '@gatecast/clock';
import {
  documentAnswerSchema,
  heartbeatAnswerSchema,
  playerNamespace,
  protocolVersion,
  releaseAvailableSchema,
  signedDocumentSchema,
  siteDownloadsSchema,
  storedAnswerSchema,
  welcomeSchema,
  type CommandReport,
  type CommandResult,
  type DocumentAnswer,
  type ExitTries,
  type FaultCode,
  type Heartbeat,
  type HeartbeatAnswer,
  type LogBundle,
  type PlayerAuth,
  type ReleaseReport,
  type Screenshot,
  type SignedDocument,
  type SiteDownloads,
  type Welcome,
} from '@gatecast/protocol';
import type { SigningKey } from '@gatecast/signing';
import type { z } from 'zod';
import { linkSocket } from './link-socket.ts';
import { pacedConnection } from './paced-connection.ts';
import type { Pacing } from './reconnect-delay.ts';
import { request, type Requested } from './requested.ts';
import { serverOffset, unknownServerClock, withRoundTrip, type ServerOffset } from './server-clock.ts';
import { signedProof } from './signed-proof.ts';
import { trainingDiffers } from './training-differs.ts';

export type LinkState =
  | { readonly kind: 'connecting'; readonly attempt: number }
  /** Connected; the server wants the proof or weighs it. */
  | { readonly kind: 'proving' }
  | { readonly kind: 'connected'; readonly welcome: Welcome }
  | { readonly kind: 'offline'; readonly sinceMs: number; readonly detail: string }
  /** The server knows why not; the link still tries, slowly. */
  | { readonly kind: 'rejected'; readonly sinceMs: number; readonly code: FaultCode; readonly detail: string };

export type LinkHandlers = {
  readonly onState: (state: LinkState) => void;
  readonly onReleaseAvailable: (number: number) => void;
  /** Not verified yet: only its form has been parsed. */
  readonly onAlertState: (document: SignedDocument) => void;
  /** Not verified yet; a player that shows no feeds leaves it out. */
  readonly onFeedState?: (document: SignedDocument) => void;
  /** Not verified yet. The result is the acknowledgement. */
  readonly onCommand: (document: SignedDocument) => CommandResult;
  /** How the site wants its network to be used. */
  readonly onSiteDownloads?: (downloads: SiteDownloads) => void;
  /** The server said something that is not in the protocol. */
  readonly onBadMessage?: (event: string, detail: string) => void;
};

type Stored = { readonly kind: 'stored'; readonly through: number };
export type PlayerLink = {
  readonly state: () => LinkState;
  readonly getRelease: () => Promise<Requested<DocumentAnswer>>;
  readonly getAlertState: () => Promise<Requested<DocumentAnswer>>;
  readonly heartbeat: (heartbeat: Heartbeat) => Promise<Requested<HeartbeatAnswer>>;
  readonly reportRelease: (report: ReleaseReport) => Promise<Requested<Stored>>;
  /** A signed document of type `receipts`. */
  readonly sendReceipts: (document: SignedDocument) => Promise<Requested<Stored>>;
  /** A signed document of type `play-records`. */
  readonly sendPlayRecords: (document: SignedDocument) => Promise<Requested<Stored>>;
  readonly sendScreenshot: (screenshot: Screenshot) => Promise<Requested<Stored>>;
  readonly reportCommand: (report: CommandReport) => Promise<Requested<Stored>>;
  readonly sendExitTries: (tries: ExitTries) => Promise<Requested<Stored>>;
  readonly sendLogBundle: (bundle: LogBundle) => Promise<Requested<Stored>>;
  /** From the round trips so far. */
  readonly serverOffset: () => ServerOffset;
  readonly close: () => void;
};

const storedSchema = storedAnswerSchema.options[0];
const requestTimeoutMs = 15_000;

/**
 * Connects an enrolled player to its server and keeps it connected until `close()`. `have` is asked at each try. Requests
 * return unions and never throw; nothing is queued while offline. Lean: a thousand of these live in one process.
 */
export function connectPlayer(options: {
  readonly serverUrl: string;
  readonly playerId: string;
  readonly signer: SigningKey;
  readonly have: () => { readonly releaseNumber: number; readonly alertRevision: number };
  readonly handlers: LinkHandlers;
  readonly clock: Clock;
  readonly pacing?: Pacing;
  readonly requestTimeoutMs?: number;
  /** This player is there to practise with, and takes no server in service; left out: the other way round. */
  readonly isTraining?: boolean;
  /** How often a WebSocket is tried beside long polls that serve. */
  readonly webSocketEveryMs?: number;
}): PlayerLink {
  const { clock, handlers, playerId, isTraining = false } = options;
  let state: LinkState = { kind: 'connecting', attempt: 0 };
  let serverClock = unknownServerClock;
  let provenMonotonicMs = 0;
  let offlineSinceMs: number | null = null;

  const link = linkSocket(options.serverUrl, playerNamespace, playerId, () => {
    return { protocol: protocolVersion, playerId, ...options.have(), ...(isTraining ? { training: true } : {}) } satisfies PlayerAuth;
  });
  const { socket } = link;
  function change(next: LinkState): void {
    state = next;
    handlers.onState(next);
  }
  function ask<T>(event: string, message: readonly unknown[], schema: z.ZodType<T>): Promise<Requested<T>> {
    if (state.kind !== 'connected') return Promise.resolve({ kind: 'offline' });
    return request(socket, event, message, schema, options.requestTimeoutMs ?? requestTimeoutMs);
  }
  /** Takes a message that its schema accepts; tells of others. */
  function on<T>(event: string, schema: z.ZodType<T>, take: (message: T) => void): void {
    socket.on(event, (message: unknown) => {
      const parsed = schema.safeParse(message);
      if (parsed.success) take(parsed.data);
      else handlers.onBadMessage?.(event, parsed.error.issues[0]?.message ?? 'is not as agreed');
    });
  }

  socket.on('challenge', (challenge: unknown, answer: unknown) => {
    const differs = trainingDiffers(challenge, isTraining);
    if (differs !== null) return connection.refuse('training-differs', differs);
    const proof = signedProof(options.signer, 'connect', playerId, challenge);
    if (proof === null || typeof answer !== 'function') return handlers.onBadMessage?.('challenge', 'is not a challenge');
    provenMonotonicMs = clock.monotonicMs();
    (answer as (proof: SignedDocument) => void)(proof);
  });
  on('welcome', welcomeSchema, (welcome) => {
    serverClock = withRoundTrip(serverClock, {
      sentMonotonicMs: provenMonotonicMs,
      receivedMonotonicMs: clock.monotonicMs(),
      serverTimeMs: welcome.serverTimeMs,
    });
    offlineSinceMs = null;
    connection.settled();
    change({ kind: 'connected', welcome });
  });
  on('release-available', releaseAvailableSchema, ({ number }) => handlers.onReleaseAvailable(number));
  on('site-downloads', siteDownloadsSchema, (downloads) => handlers.onSiteDownloads?.(downloads));
  on('alert-state', signedDocumentSchema, handlers.onAlertState);
  on('feed-state', signedDocumentSchema, (document) => handlers.onFeedState?.(document));
  socket.on('command', (message: unknown, answer: unknown) => {
    const parsed = signedDocumentSchema.safeParse(message);
    if (!parsed.success || typeof answer !== 'function') return handlers.onBadMessage?.('command', 'is not a signed document');
    (answer as (result: CommandResult) => void)(handlers.onCommand(parsed.data));
  });

  const connection = pacedConnection({
    link,
    clock,
    webSocketEveryMs: options.webSocketEveryMs,
    spreadKey: playerId,
    pacing: options.pacing,
    onTry: (attempt) => change({ kind: 'connecting', attempt }),
    onOpen: () => change({ kind: 'proving' }),
    onLost(reason) {
      offlineSinceMs ??= clock.nowMs();
      const lost = { sinceMs: offlineSinceMs, detail: reason.detail };
      change(reason.kind === 'rejected' ? { kind: 'rejected', code: reason.code, ...lost } : { kind: 'offline', ...lost });
    },
  });

  return {
    state: () => state,
    getRelease: () => ask('get-release', [], documentAnswerSchema),
    getAlertState: () => ask('get-alert-state', [], documentAnswerSchema),
    async heartbeat(heartbeat) {
      const sentMonotonicMs = clock.monotonicMs();
      const answered = await ask(
        'heartbeat',
        [connection.channel() === 'http' ? { ...heartbeat, channel: 'http' } : heartbeat],
        heartbeatAnswerSchema,
      );
      if (answered.kind === 'ok') {
        const trip = { sentMonotonicMs, receivedMonotonicMs: clock.monotonicMs(), serverTimeMs: answered.answer.serverTimeMs };
        serverClock = withRoundTrip(serverClock, trip);
      }
      return answered;
    },
    reportRelease: (report) => ask('release-report', [report], storedSchema),
    sendReceipts: (document) => ask('receipts', [document], storedSchema),
    sendPlayRecords: (document) => ask('play-records', [document], storedSchema),
    sendScreenshot: (screenshot) => ask('screenshot', [screenshot], storedSchema),
    reportCommand: (report) => ask('command-report', [report], storedSchema),
    sendExitTries: (tries) => ask('exit-tries', [tries], storedSchema),
    sendLogBundle: (bundle) => ask('log-bundle', [bundle], storedSchema),
    serverOffset: () => serverOffset(serverClock, clock.nowMs(), clock.monotonicMs()),
    close: () => connection.close(),
  };
}
