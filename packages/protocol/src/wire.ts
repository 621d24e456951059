import { z } from 'zod';
import { alertLimits } from './alert.ts';
import { commandLimits, quietSpanSchema, type CommandResult } from './command.ts';
import { faultCodeSchema } from './problem.ts';
import { machineSchema, mostStrikesTold, safeModeSchema, strikeSchema, watchdogActSchema } from './player-health.ts';
import { hashSchema, instantSchema, languageSchema, numberSchema } from './primitives.ts';
import { refusalReasonSchema, releaseStateSchema } from './release.ts';
import { signedDocumentSchema } from './signed-document.ts';
import { updateStateSchema } from './update.ts';

// Version 1 of what server and player say to each other over Socket.IO (websocket transport only). WIRE.md in this
// package tells it as a conversation. Every message is parsed on arrival, on both sides. `Ack` types are the answer.

export const protocolVersion = 1;
export const wireLimits = {
  /** Socket.IO's maxHttpBufferSize: a screenshot is the largest message, and in a long poll it travels as base64. */
  frameBytes: 2_560 * 1024,
  screenshotBytes: 1536 * 1024,
  alertStateBytes: alertLimits.stateBytes * 2,
  proofTimeoutMs: 10_000,
} as const;

/** Intervals that both sides count with. A screen is shown offline 45 s after its last sign of life at the latest. */
export const wireTimes = {
  heartbeatMs: 15_000,
  offlineAfterMs: 40_000,
  /** Behind a server's start: two waits of a player's slowest pace (30 s) and two tries (10 s), as the first may find a crowd at the door. */
  returnMs: 80_000,
  pullMs: 180_000,
  /** While long polls serve a player. */
  webSocketEveryMs: 180_000,
} as const;

/**
 * Said by whoever is there to practise with, a server in its challenge and a player in its `auth`, and left out by all in service: the two kinds
 * never pair. Who is older than this field refuses a message that has it, which keeps them apart as well.
 */
const trainingSchema = z.literal(true).exactOptional();

// ---- namespace /enrolment: a device without an identity -------------------------------------------------------

export const enrolmentNamespace = '/enrolment';

/** Handshake `auth` of /enrolment. The proof signs {type: 'proof', purpose: 'enrol', nonce: publicKey}. */
export const enrolmentAuthSchema = z.strictObject({
  protocol: z.int(),
  /** base64 of the 32 raw bytes of the Ed25519 key made on the device */
  publicKey: z.base64().max(100),
  software: z.strictObject({ version: z.string().max(64), shell: z.enum(['electron', 'chromium', 'none']) }),
  display: z.strictObject({ widthPx: z.int().min(1).max(65_536), heightPx: z.int().min(1).max(65_536) }),
  /** base64 of the public half of the key that a pre-enrolment file's token gives; left out: the device waits for its code to be typed. */
  ticket: z.base64().max(100).exactOptional(),
  training: trainingSchema,
});

/** Server to device, at once and again whenever the code is renewed. */
export const pairingSchema = z.strictObject({
  code: z.string().regex(/^[A-Z2-9]{8}$/),
  expiresAtMs: instantSchema,
  root: signedDocumentSchema,
});
export type Pairing = z.infer<typeof pairingSchema>;

/** Server to device, when a technician has typed the code; acknowledged, then the device connects to /player. */
export const enrolledSchema = z.strictObject({
  playerId: z.string().min(1).max(64),
  screenId: z.string().min(1).max(64),
  siteId: z.string().min(1).max(64),
});
export type Enrolled = z.infer<typeof enrolledSchema>;

// ---- namespace /player: an enrolled player ---------------------------------------------------------------------

export const playerNamespace = '/player';

/** Handshake `auth` of /player. */
export const playerAuthSchema = z.strictObject({
  protocol: z.int(),
  playerId: z.string().min(1).max(64),
  /** What the player has, so that `welcome` can say what to ask for. */
  releaseNumber: z.int().min(0),
  alertRevision: z.int().min(0),
  training: trainingSchema,
});
export type PlayerAuth = z.infer<typeof playerAuthSchema>;

/** Server to player; the acknowledgement is a Proof. */
export const challengeSchema = z.strictObject({ nonce: z.string().min(16).max(128), training: trainingSchema });
/** The statement that a proof's signed document carries. */
export const proofStatementSchema = z.strictObject({
  version: z.literal(1),
  type: z.literal('proof'),
  purpose: z.enum(['connect', 'enrol']),
  playerId: z.string().max(64),
  nonce: z.string().min(16).max(128),
  /** With a ticket, whose key signs too: the key that it vouches for, so that nobody between the two can put in another one. */
  publicKey: z.base64().max(100).exactOptional(),
});

/** Server to player, once proven. Instants are the server's clock. */
export const welcomeSchema = z.strictObject({
  serverTimeMs: instantSchema,
  screenId: z.string().min(1).max(64),
  siteId: z.string().min(1).max(64),
  /** 0: nothing published yet */
  releaseNumber: z.int().min(0),
  alertRevision: z.int().min(0),
  heartbeatMs: z.int().min(1_000).max(600_000),
  /** Origins for objects and media in order of preference, absolute or relative to the server. */
  origins: z.array(z.string().max(500)).min(1).max(8),
  /** What people call the screen. Like `areaIds` it may change without a publication, and a server may leave it out. */
  screenName: z.string().max(100).optional(),
  /** The areas the screen stands in now, innermost first: alerts are addressed by them, also before the first release. */
  areaIds: z.array(z.string().min(1).max(64)).max(16).optional(),
  /** Of the site's feed state; 0: it has no feeds. Left out by a server that knows none. */
  feedRevision: z.int().min(0).optional(),
});
export type Welcome = z.infer<typeof welcomeSchema>;

/** Server to player: a push that may be lost; `get-release` and heartbeats heal it. */
export const releaseAvailableSchema = z.strictObject({ number: numberSchema });

/** Answers of `get-release` and `get-alert-state`, and of the HTTP route of a site's feed state. */
export const documentAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('document'), document: signedDocumentSchema }),
  z.strictObject({ kind: z.literal('none') }),
]);
export type DocumentAnswer = z.infer<typeof documentAnswerSchema>;

/** Player to server: how far a release has come. */
export const releaseReportSchema = z.strictObject({
  number: numberSchema,
  state: releaseStateSchema,
  atMs: instantSchema,
  reason: refusalReasonSchema.optional(),
  detail: z.string().max(500).optional(),
});
export type ReleaseReport = z.infer<typeof releaseReportSchema>;

export const showingSchema = z.strictObject({
  entryId: z.string().max(64),
  itemId: z.string().max(64),
  title: z.string().max(200),
  languages: z.array(languageSchema).max(24),
  fromMs: instantSchema,
  untilMs: instantSchema,
});

/** Player to server every `heartbeatMs`, and at once when what it tells changes meaning (alert, release). */
export const heartbeatSchema = z.strictObject({
  sequence: z.int().min(1),
  atMs: instantSchema,
  software: z.strictObject({
    version: z.string().max(64),
    shell: z.enum(['electron', 'chromium', 'none', 'simulated']),
    /** What rises from one version to the next; left out: a copy of the sources. */
    number: z.int().min(1).exactOptional(),
  }),
  uptimeMs: z.int().min(0),
  clock: z.strictObject({
    state: z.enum(['synced', 'trusted', 'untrusted']),
    /** Of the server's time to the device's own clock. */
    offsetMs: z.int(),
    /** The most by which the server's time may be mistaken: half of the quickest of the last round trips. */
    errorMs: z.int().min(0).exactOptional(),
    /** How long ago the server's time was measured last. */
    measuredAgoMs: z.int().min(0).exactOptional(),
    /** By how much the server's time has moved since, further than is followed; left out where it has not. */
    notFollowedMs: z.int().exactOptional(),
  }),
  release: z.strictObject({
    active: z.int().min(0),
    preparing: z.int().min(0),
    /** Of the one in preparation; basis points of its bytes that are here. */
    progressBp: z.int().min(0).max(10_000),
    /** Bytes of its media that are here, and of all of them; left out while nothing is in preparation. */
    doneBytes: z.int().min(0).optional(),
    totalBytes: z.int().min(0).optional(),
  }),
  alertRevision: z.int().min(0),
  /** Alerts on the glass now. */
  paintedAlertIds: z.array(z.string().max(64)).max(alertLimits.perSite),
  showing: z.discriminatedUnion('kind', [
    showingSchema.extend({ kind: z.literal('item') }),
    z.strictObject({ kind: z.literal('alert'), alertId: z.string().max(64) }),
    z.strictObject({ kind: z.literal('lookup'), language: languageSchema }),
    z.strictObject({ kind: z.literal('nothing'), reason: z.enum(['starting', 'unpublished', 'no-stage']) }),
  ]),
  /** The stage is alive when it reported within the last seconds. */
  stage: z.enum(['alive', 'silent', 'none']),
  display: z.strictObject({
    widthPx: z.int().min(0),
    heightPx: z.int().min(0),
    power: z.enum(['connected', 'powered', 'unknown']),
    /** As the display says or, where it cannot be asked, as it was ordered last; left out: nobody knows. */
    brightnessBp: z.int().min(0).max(10_000).exactOptional(),
  }),
  storage: z.strictObject({ freeBytes: z.int().min(0), mediaBytes: z.int().min(0) }),
  memoryBytes: z.int().min(0),
  recordsWaiting: z.int().min(0),
  /** The last that this player told of an update of its software; left out: nothing yet. */
  update: z
    .strictObject({ number: z.int().min(0), state: updateStateSchema, detail: z.string().max(500), atMs: instantSchema })
    .exactOptional(),
  /** Long polls carry it, as no WebSocket passes; left out: a WebSocket does. */
  channel: z.literal('http').exactOptional(),
  /** What was ordered of the sound of everything but alerts. */
  audio: z
    .strictObject({ volumeBp: z.int().min(0).max(10_000), quiet: z.array(quietSpanSchema).max(commandLimits.quietSpans) })
    .exactOptional(),
  /** Exposures that were seen and not recorded, as there was no room, in the life of this player's database. */
  recordsLost: z.int().min(0).exactOptional(),
  /** What could not be drawn, the worst first; left out by players that do not tell. */
  strikes: z.array(strikeSchema).max(mostStrikesTold).exactOptional(),
  /** Left out where the release is shown. */
  safeMode: safeModeSchema.exactOptional(),
  watchdog: watchdogActSchema.exactOptional(),
  machine: machineSchema.exactOptional(),
});
export type Heartbeat = z.infer<typeof heartbeatSchema>;

/** The acknowledgement of a heartbeat: lost pushes are seen here. */
export const heartbeatAnswerSchema = z.strictObject({
  serverTimeMs: instantSchema,
  releaseNumber: z.int().min(0),
  alertRevision: z.int().min(0),
  feedRevision: z.int().min(0).optional(),
});
export type HeartbeatAnswer = z.infer<typeof heartbeatAnswerSchema>;

/** Acknowledgement of receipts and play records: stored, counted from what was sent before. */
export const storedAnswerSchema = z.discriminatedUnion('kind', [
  /** `through`: the highest sequence now stored without a gap (0 for receipts) */
  z.strictObject({ kind: z.literal('stored'), through: z.int().min(0) }),
  z.strictObject({ kind: z.literal('refused'), code: faultCodeSchema, detail: z.string().max(500) }),
]);
export type StoredAnswer = z.infer<typeof storedAnswerSchema>;

export const screenshotSchema = z.strictObject({
  /** The command that asked for it, or null where the player sends one by itself. */
  commandId: z.string().max(64).nullable(),
  takenAtMs: instantSchema,
  mime: z.enum(['image/jpeg', 'image/webp']),
  bytes: z
    .instanceof(Uint8Array)
    .refine((bytes) => bytes.byteLength <= wireLimits.screenshotBytes, `must be at most ${wireLimits.screenshotBytes} bytes`),
});
export type Screenshot = z.infer<typeof screenshotSchema>;

/** Sent by the server before it closes a connection. */
export const wireFaultSchema = z.strictObject({ code: faultCodeSchema, detail: z.string().max(500) });
export type WireFault = z.infer<typeof wireFaultSchema>;

/** Event maps for Socket.IO's types. What arrives is `unknown` until its schema has parsed it. */
export type ServerToPlayer = {
  challenge: (challenge: unknown, answer: (proof: unknown) => void) => void;
  welcome: (welcome: unknown) => void;
  'release-available': (available: unknown) => void;
  'alert-state': (document: unknown) => void;
  'site-downloads': (settings: unknown) => void;
  'feed-state': (document: unknown) => void;
  command: (document: unknown, answer: (result: CommandResult) => void) => void;
  fault: (fault: unknown) => void;
};
export type PlayerToServer = {
  'get-release': (answer: (document: unknown) => void) => void;
  'get-alert-state': (answer: (document: unknown) => void) => void;
  heartbeat: (heartbeat: unknown, answer: (answer: unknown) => void) => void;
  'release-report': (report: unknown, answer: (answer: unknown) => void) => void;
  receipts: (document: unknown, answer: (answer: unknown) => void) => void;
  'play-records': (document: unknown, answer: (answer: unknown) => void) => void;
  screenshot: (screenshot: unknown, answer: (answer: unknown) => void) => void;
  'command-report': (report: unknown, answer: (answer: unknown) => void) => void;
  'exit-tries': (tries: unknown, answer: (answer: unknown) => void) => void;
  'log-bundle': (bundle: unknown, answer: (answer: unknown) => void) => void;
};
export type ServerToDevice = {
  challenge: (challenge: unknown, answer: (proof: unknown) => void) => void;
  pairing: (pairing: unknown) => void;
  enrolled: (enrolled: unknown, answer: () => void) => void;
  fault: (fault: unknown) => void;
};

/** Where an object or a media file is fetched, below an origin. */
export function objectPath(name: string): string {
  return `/objects/${hashSchema.parse(name)}`;
}
export function mediaPath(hash: string): string {
  return `/media/${hashSchema.parse(hash)}`;
}
