import {
  alertSchema,
  feedTableSchema,
  languageSchema,
  localTimeSchema,
  playEndSchema,
  playedFramesSchema,
  rotationDegSchema,
  stageReleaseSchema,
} from '@gatecast/protocol';
import { z } from 'zod';
import { exitResultSchema } from './exit-result.ts';
import { mostStrikes, stageStrikeSchema } from './strike.ts';

// What agent and stage say to each other: state, not events. On each new port both sides send everything, so either
// may die and come back. One interface, two carriers: a MessagePort (Electron) and a loopback WebSocket (Chromium).
// Both sides parse what arrives.

// Everything the stage needs to go on by itself is handed over in parts that change at different times: an alert must not pay for
// parsing a release of megabytes. Each part is state: it is sent whole when it changes and on each new port, and lies whole in a
// file of its own for a reloaded stage while the agent is dead. They hold together in any mixture of old and new.
const handed = {
  version: z.literal(1),
  /** Counts up within one life of the agent, for each part by itself. */
  revision: z.int().min(1),
};

/** A boot of the machine, and how long it had lasted, sleep counted. An empty id: the system tells none. */
const bootMarkSchema = z.strictObject({ id: z.string().max(64), uptimeMs: z.number().min(0) });

/** What was left of alerts at a moment of a boot: by a clock that is not trusted they end when that has passed. */
export const countedLivesSchema = z.strictObject({
  boot: bootMarkSchema,
  left: z
    .array(z.strictObject({ alertId: z.string(), alertRevision: z.int(), leftMs: z.int().min(0) }))
    .max(64)
    .readonly(),
});

/** How the device stands: its time, its link, who it is. */
export const handedDeviceSchema = z.strictObject({
  ...handed,
  part: z.literal('device'),
  clock: z.strictObject({
    /** Add to the device's Date.now() to get the server's time. */
    offsetMs: z.int(),
    state: z.enum(['synced', 'trusted', 'untrusted']),
    /** In which boot that was so, and the server's time then: in another nobody vouches for the device's clock. Absent in what came before. */
    told: z.strictObject({ boot: bootMarkSchema, atMs: z.int() }).exactOptional(),
  }),
  link: z.enum(['connected', 'connecting', 'offline']),
  /** Set while the device has no identity. */
  pairing: z.strictObject({ code: z.string(), expiresAtMs: z.int(), fingerprint: z.string(), serverUrl: z.string() }).nullable(),
  /** Which of the two is there to practise with while the other is in service, so that they do not pair. */
  trainingDiffers: z.enum(['player', 'server']).exactOptional(),
  serverUrl: z.string(),
  /** What people call this screen; empty until the server has told it. */
  screenName: z.string().max(100),
  /** How far the picture is turned clockwise while no release says it. */
  rotationDeg: rotationDegSchema.exactOptional(),
  /** How loud items may be here: basis points of full, and the site's hours of each day in which they are silent. Absent: full, at any hour. */
  audio: z
    .strictObject({
      volumeBp: z.int().min(0).max(10_000),
      quiet: z.array(z.strictObject({ from: localTimeSchema, to: localTimeSchema })).max(8),
    })
    .exactOptional(),
});
export type HandedDevice = z.infer<typeof handedDeviceSchema>;

export const handedAlertsSchema = z.strictObject({
  ...handed,
  part: z.literal('alerts'),
  /** The active alerts addressed to this screen; the stage itself ends them at `expiresMs`. */
  alertRevision: z.int(),
  alerts: z.array(alertSchema),
  /** Absent in what was kept before it was counted. */
  lives: countedLivesSchema.exactOptional(),
  /** Names of variant documents that are withdrawn and must not be shown. */
  withdrawn: z.array(z.string()),
});
export type HandedAlerts = z.infer<typeof handedAlertsSchema>;

export const handedFeedsSchema = z.strictObject({
  ...handed,
  part: z.literal('feeds'),
  /** The last good values of the site's sources. */
  feeds: z.array(feedTableSchema),
});
export type HandedFeeds = z.infer<typeof handedFeedsSchema>;

export const handedReleaseSchema = z.strictObject({
  ...handed,
  part: z.literal('release'),
  release: stageReleaseSchema.nullable(),
});
export type HandedRelease = z.infer<typeof handedReleaseSchema>;

/** What failed on the stages before, for one that begins; one that has begun knows better. */
export const handedStrikesSchema = z.strictObject({
  ...handed,
  part: z.literal('strikes'),
  strikes: z.array(stageStrikeSchema).max(mostStrikes),
});
export type HandedStrikes = z.infer<typeof handedStrikesSchema>;

/** One part of the handover, as it is sent and as it lies on disk. */
export const handoverSchema = z.discriminatedUnion('part', [
  handedDeviceSchema,
  handedAlertsSchema,
  handedFeedsSchema,
  handedStrikesSchema,
  handedReleaseSchema,
]);
export type Handover = z.infer<typeof handoverSchema>;

/** One exposure as the stage saw it end; the agent numbers, chains and signs it. */
export const exposureSchema = z.strictObject({
  /** Counts up by one in the life of one stage; `stageId` tells stages apart. */
  sequence: z.int().min(1),
  releaseNumber: z.int().min(0),
  entryId: z.string(),
  regionId: z.string(),
  itemId: z.string(),
  languages: z.array(languageSchema),
  fromMs: z.int(),
  untilMs: z.int(),
  ended: playEndSchema,
  clock: z.enum(['synced', 'trusted', 'untrusted']),
  frames: playedFramesSchema.exactOptional(),
  /** So many just before this one were pushed out by the stage's bound. */
  lostBefore: z.int().min(1).exactOptional(),
});
export type Exposure = z.infer<typeof exposureSchema>;

/** What became of a PIN that would leave the kiosk. `waitMs`: until the next try counts. */
export const exitAnswerSchema = z.strictObject({ result: exitResultSchema, waitMs: z.int().min(0) });
export type ExitAnswer = z.infer<typeof exitAnswerSchema>;

export const agentToStageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('handover'), handover: handoverSchema }),
  /** Exposures up to this one are on disk; the stage forgets them. */
  z.strictObject({ kind: z.literal('exposures-taken'), stageId: z.string(), through: z.int().min(0) }),
  z.strictObject({ kind: z.literal('identify'), seconds: z.int() }),
  z.strictObject({ kind: z.literal('exit-answer'), requestId: z.int(), answer: exitAnswerSchema }),
  z.strictObject({
    kind: z.literal('found'),
    requestId: z.int(),
    /** Item ids of articles, best first. */
    itemIds: z.array(z.string()).max(50),
  }),
]);
export type AgentToStage = z.infer<typeof agentToStageSchema>;

export const stageStateSchema = z.strictObject({
  stageId: z.string().min(1).max(64),
  /** The release whose plan is on the glass; 0: none. */
  releaseNumber: z.int().min(0),
  widthPx: z.int(),
  heightPx: z.int(),
  showing: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('item'),
      entryId: z.string(),
      itemId: z.string(),
      languages: z.array(languageSchema),
      fromMs: z.int(),
      untilMs: z.int(),
    }),
    z.strictObject({ kind: z.literal('alert'), alertId: z.string() }),
    z.strictObject({ kind: z.literal('lookup'), language: languageSchema }),
    z.strictObject({ kind: z.literal('nothing'), reason: z.enum(['starting', 'unpublished', 'pairing']) }),
  ]),
  /** Alerts on the glass, with the instant (server's time) of the frame that first showed each. */
  paintedAlerts: z.array(z.strictObject({ alertId: z.string(), alertRevision: z.int(), paintedAtMs: z.int() })),
});
export type StageState = z.infer<typeof stageStateSchema>;

/** Characters of a trouble. */
export const troubleLimit = 500;

export const stageToAgentSchema = z.discriminatedUnion('kind', [
  /** Sent on a new port, on every change, and every second as a sign of life. */
  z.strictObject({ kind: z.literal('state'), state: stageStateSchema }),
  z.strictObject({ kind: z.literal('exposures'), stageId: z.string(), exposures: z.array(exposureSchema).min(1).max(200) }),
  /** All strikes that count, whenever they change and on a new port; not before the stage has taken those that were handed over. */
  z.strictObject({ kind: z.literal('strikes'), strikes: z.array(stageStrikeSchema).max(mostStrikes) }),
  z.strictObject({ kind: z.literal('find'), requestId: z.int(), language: languageSchema, query: z.string().max(200) }),
  /** Somebody at the screen typed a PIN to leave the kiosk. */
  z.strictObject({ kind: z.literal('try-exit'), requestId: z.int(), pin: z.string().regex(/^\d{1,12}$/) }),
  /** Something went wrong on the glass; the stage goes on. Few at a time: `unsaid` tells how many others there were since the last one. */
  z.strictObject({ kind: z.literal('trouble'), detail: z.string().max(troubleLimit), unsaid: z.int().min(0) }),
]);
export type StageToAgent = z.infer<typeof stageToAgentSchema>;

/** What either side sees of the carrier. */
export type Port<Outgoing> = {
  readonly send: (message: Outgoing) => void;
  readonly close: () => void;
};
