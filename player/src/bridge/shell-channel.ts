import { updateStateSchema, watchdogRungs, watchdogSymptoms } from '@gatecast/protocol';
import { z } from 'zod';
import { exitResultSchema } from './exit-result.ts';
import { stageActRungs } from './stage-beat.ts';
import { watchdogToldSchema } from './watchdog-told.ts';

// What the shell's own process and the agent's say to each other, over fork's IPC (Chromium) or utilityProcess's port
// (Electron). Only the Chromium shell relays the stage's messages through it: in Electron the stage's MessagePort itself
// is handed to the agent, beside a `stage-port` message.

/** A fact for people and tests: one JSON line on the shell's standard output. */
export const playerEventSchema = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.literal('started'),
    part: z.enum(['shell', 'agent', 'stage']),
    atMs: z.int(),
    pid: z.int().optional(),
    address: z.string().optional(),
  }),
  z.strictObject({ event: z.literal('stopped'), part: z.enum(['shell', 'agent', 'stage']), atMs: z.int(), detail: z.string() }),
  z.strictObject({ event: z.literal('pairing'), atMs: z.int(), code: z.string(), expiresAtMs: z.int(), fingerprint: z.string() }),
  /** How it goes with a pre-enrolment file. `left`: it is of no use any more and could not be taken away. */
  z.strictObject({
    event: z.literal('pre-enrolment'),
    atMs: z.int(),
    state: z.enum(['found', 'refused', 'removed', 'left']),
    detail: z.string(),
  }),
  z.strictObject({ event: z.literal('enrolled'), atMs: z.int(), playerId: z.string(), screenId: z.string(), siteId: z.string() }),
  z.strictObject({ event: z.literal('link'), atMs: z.int(), state: z.enum(['connected', 'offline', 'rejected']), detail: z.string() }),
  z.strictObject({
    event: z.enum(['release-delivered', 'release-prepared', 'release-active', 'release-superseded']),
    atMs: z.int(),
    number: z.int(),
  }),
  /** Bytes of the release's media that are here, of all that it needs. */
  z.strictObject({
    event: z.literal('release-progress'),
    atMs: z.int(),
    number: z.int(),
    doneBytes: z.int(),
    totalBytes: z.int(),
  }),
  z.strictObject({ event: z.literal('release-refused'), atMs: z.int(), number: z.int(), reason: z.string(), detail: z.string() }),
  /** The release that is held as known good; 0: none. */
  z.strictObject({ event: z.literal('known-good'), atMs: z.int(), number: z.int().min(0) }),
  z.strictObject({ event: z.literal('media-fetched'), atMs: z.int(), hash: z.string(), sizeBytes: z.int(), resumedFromBytes: z.int() }),
  z.strictObject({ event: z.literal('alert-state'), atMs: z.int(), revision: z.int(), alertIds: z.array(z.string()) }),
  z.strictObject({
    event: z.literal('alert-receipt'),
    atMs: z.int(),
    kind: z.enum(['received', 'painted', 'cleared']),
    alertId: z.string(),
    /** The instant that the receipt tells, on the server's clock. */
    toldMs: z.int(),
  }),
  z.strictObject({ event: z.literal('stage-port'), atMs: z.int(), state: z.enum(['connected', 'lost']) }),
  z.strictObject({ event: z.literal('showing'), atMs: z.int(), what: z.string(), itemId: z.string() }),
  z.strictObject({ event: z.literal('command'), atMs: z.int(), name: z.string(), result: z.string() }),
  /** The watchdog did something about a symptom: which rung of its ladder, and in which mode the screen is from here on. */
  z.strictObject({
    event: z.literal('watchdog'),
    atMs: z.int(),
    rung: z.enum([...stageActRungs, ...watchdogRungs]),
    /** `item`: what the stage itself did about one. */
    symptom: z.enum(['item', ...watchdogSymptoms]),
    detail: z.string(),
    safeMode: z.enum(['off', 'known-good', 'board']),
  }),
  /** Somebody typed a PIN to leave the kiosk. `failures`: wrong ones in a row. */
  z.strictObject({
    event: z.literal('exit'),
    atMs: z.int(),
    result: exitResultSchema,
    failures: z.int(),
    waitMs: z.int(),
  }),
  /** How far an update of the player's software has come. */
  z.strictObject({
    event: z.literal('update'),
    atMs: z.int(),
    state: updateStateSchema,
    number: z.int(),
    detail: z.string(),
  }),
  /** The shell gave the machine's screen to a technician, or took it back. */
  z.strictObject({ event: z.literal('aside'), atMs: z.int(), state: z.enum(['left', 'back']), seconds: z.int() }),
  /** Something is not as it should be; the player goes on. `count`: how many there were of this `where` in the life of the agent. */
  z.strictObject({ event: z.literal('trouble'), atMs: z.int(), where: z.string(), detail: z.string(), count: z.int().min(1).optional() }),
]);
export type PlayerEvent = z.infer<typeof playerEventSchema>;

export const shotSchema = z.strictObject({ mime: z.enum(['image/jpeg', 'image/webp']), bytes: z.instanceof(Uint8Array) });
export type Shot = z.infer<typeof shotSchema>;

export const shellToAgentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stage-port'), portId: z.int() }),
  z.strictObject({ kind: z.literal('stage-message'), portId: z.int(), message: z.unknown() }),
  z.strictObject({ kind: z.literal('stage-port-closed'), portId: z.int() }),
  /** null: there is no stage, or it gave no picture. */
  z.strictObject({ kind: z.literal('shot'), requestId: z.int(), shot: shotSchema.nullable() }),
  /** To every new agent, and whenever it changes. */
  z.strictObject({ kind: z.literal('watchdog'), told: watchdogToldSchema }),
  /** An agent that lives answers `here`. */
  z.strictObject({ kind: z.literal('are-you-there') }),
  /** `ordered`: by somebody from outside, as by the service manager; else the player starts itself again. */
  z.strictObject({ kind: z.literal('stop'), why: z.literal('ordered').exactOptional() }),
]);
export type ShellToAgent = z.infer<typeof shellToAgentSchema>;

export const agentToShellSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stage-message'), portId: z.int(), message: z.unknown() }),
  z.strictObject({ kind: z.literal('take-shot'), requestId: z.int() }),
  z.strictObject({ kind: z.literal('reload-stage'), reason: z.string() }),
  /** Somebody ordered the known-good release onto the glass, or the plan back. */
  z.strictObject({ kind: z.literal('known-good'), mode: z.enum(['show', 'leave']) }),
  /** A technician gave the PIN: the machine's screen is given away for a while. */
  z.strictObject({ kind: z.literal('step-aside') }),
  /** End the whole player with the exit code that has it started again. */
  z.strictObject({ kind: z.literal('restart-player') }),
  z.strictObject({ kind: z.literal('event'), event: playerEventSchema }),
  z.strictObject({ kind: z.literal('here') }),
]);
export type AgentToShell = z.infer<typeof agentToShellSchema>;
