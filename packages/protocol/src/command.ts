import { z } from 'zod';
import { localTimeSchema } from './plan.ts';
import { instantSchema } from './primitives.ts';

// Commands: the closed list of what a player may be ordered to do, what it answers at once, and what it reports afterwards.

export const commandLimits = {
  /** From issue to expiry; players remember orders for longer. */
  shortestLifeMs: 10_000,
  longestLifeMs: 86_400_000,
  quietSpans: 8,
  logLines: 20_000,
  /** A bundle of logs, compressed; it travels in one frame. */
  logBundleBytes: 1536 * 1024,
} as const;

const levelBpSchema = z.int().min(0).max(10_000);

/** Wall clock of the site, half-open; one that ends before it begins goes over midnight. */
export const quietSpanSchema = z
  .strictObject({ from: localTimeSchema, to: localTimeSchema })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must differ from `from`' });
export type QuietSpan = z.infer<typeof quietSpanSchema>;

export const displayPowerSchema = z.enum(['on', 'standby', 'off']);
export type DisplayPower = z.infer<typeof displayPowerSchema>;

/** The closed list. A player that does not know one of them refuses it like any message that is not in its protocol. */
export const orderSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('screenshot') }),
  z.strictObject({ name: z.literal('identify'), seconds: z.int().min(1).max(60) }),
  z.strictObject({ name: z.literal('reload-stage') }),
  /** The whole player: shell, agent and stage. */
  z.strictObject({ name: z.literal('restart-player') }),
  /** The machine. */
  z.strictObject({ name: z.literal('reboot') }),
  /** Media that no kept release needs. */
  z.strictObject({ name: z.literal('clear-cache') }),
  /** Of everything but alerts; basis points of full. */
  z.strictObject({ name: z.literal('volume'), levelBp: levelBpSchema }),
  /** When everything but alerts is silent, each day; an empty list ends them. */
  z.strictObject({ name: z.literal('quiet-hours'), spans: z.array(quietSpanSchema).max(commandLimits.quietSpans) }),
  z.strictObject({ name: z.literal('display-power'), power: displayPowerSchema }),
  /** Basis points of what the display can. */
  z.strictObject({ name: z.literal('brightness'), levelBp: levelBpSchema }),
  /** The release that is pinned as known good: shown in the place of the plan until it is left, or until another release is active. */
  z.strictObject({ name: z.literal('known-good'), mode: z.enum(['show', 'leave']) }),
  /** The last lines of the player's logs. */
  z.strictObject({ name: z.literal('log-bundle'), lines: z.int().min(1).max(commandLimits.logLines) }),
]);
export type Order = z.infer<typeof orderSchema>;
export type OrderName = Order['name'];

/** The payload of a signed document of type `command`. */
export const commandSchema = z.strictObject({
  version: z.literal(1),
  type: z.literal('command'),
  id: z.string().min(1).max(64),
  playerId: z.string().min(1).max(64),
  issuedAtMs: instantSchema,
  expiresAtMs: instantSchema,
  order: orderSchema,
});
export type Command = z.infer<typeof commandSchema>;

/** What was to be seen of an order that was carried out, where there is more to say than that. */
export const commandEffectSchema = z.discriminatedUnion('kind', [
  /** The display was told and cannot be asked. */
  z.strictObject({ kind: z.literal('sent') }),
  /** The display was asked, and says so too. */
  z.strictObject({ kind: z.literal('confirmed') }),
  z.strictObject({ kind: z.literal('freed'), files: z.int().min(0), sizeBytes: z.int().min(0) }),
  z.strictObject({ kind: z.literal('bundled'), lines: z.int().min(0), sizeBytes: z.int().min(0) }),
]);
export type CommandEffect = z.infer<typeof commandEffectSchema>;

const commandEnds = [
  z.strictObject({ kind: z.literal('done'), effect: commandEffectSchema.exactOptional() }),
  /** Not begun. */
  z.strictObject({
    kind: z.literal('refused'),
    reason: z.enum(['bad-signature', 'expired', 'other-player', 'no-stage', 'failed', 'visitor', 'visit-unknown', 'not-supported']),
    detail: z.string().max(500),
  }),
  /** Begun, and not done. */
  z.strictObject({ kind: z.literal('failed'), detail: z.string().max(500) }),
] as const;

/** How an order ended. */
export const commandEndSchema = z.discriminatedUnion('kind', [...commandEnds]);
export type CommandEnd = z.infer<typeof commandEndSchema>;

/**
 * The acknowledgement of `command`. `accepted`: it is on the player's disk, and a `command-report` follows; otherwise how it ended, for an
 * order that ended before or cannot be taken.
 */
export const commandResultSchema = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('accepted') }), ...commandEnds]);
export type CommandResult = z.infer<typeof commandResultSchema>;

/** Player to server, until it is stored: what came of an order that was accepted. */
export const commandReportSchema = z.strictObject({
  commandId: z.string().min(1).max(64),
  acceptedAtMs: instantSchema,
  endedAtMs: instantSchema,
  end: commandEndSchema,
});
export type CommandReport = z.infer<typeof commandReportSchema>;

/** Player to server before the report of a `log-bundle`: JSON lines, oldest first, by gzip. */
export const logBundleSchema = z.strictObject({
  commandId: z.string().min(1).max(64),
  takenAtMs: instantSchema,
  bytes: z
    .instanceof(Uint8Array)
    .refine((bytes) => bytes.byteLength <= commandLimits.logBundleBytes, `must be at most ${commandLimits.logBundleBytes} bytes`),
});
export type LogBundle = z.infer<typeof logBundleSchema>;
