import { z } from 'zod';
import { instantSchema, languageSchema } from './primitives.ts';

// What a player knows of its own troubles, as parts of a heartbeat. Instants are the server's time as the player knows it.

/** A text in one language of an item that could not be drawn, and that is not forgotten yet. */
export const strikeSchema = z.strictObject({
  itemId: z.string().max(64),
  title: z.string().max(200),
  language: languageSchema,
  /** Failures without six hours of health between. */
  count: z.int().min(1),
  failedMs: instantSchema,
  /** When it is tried again, or was. */
  againMs: instantSchema,
  /** Whether something else is shown instead of it. */
  isReplaced: z.boolean(),
  detail: z.string().max(200),
});
export type Strike = z.infer<typeof strikeSchema>;

export const watchdogSymptoms = [
  'silent',
  'frozen',
  'crashed',
  'hung',
  'unbridged',
  'led-away',
  'browser-gone',
  'agent-silent',
  'agent-gone',
  'gpu-gone',
  /** Nothing failed: somebody ordered the known-good release. */
  'ordered',
  'well',
] as const;
const cause = { symptom: z.enum(watchdogSymptoms), detail: z.string().max(200) };

/** `wait`: what recovers by itself is only looked at. */
export const watchdogRungs = ['wait', 'reload-stage', 'restart-agent', 'restart-shell', 'safe-mode', 'leave-safe-mode'] as const;

/** The last thing that the watchdog did about stage, agent or shell. */
export const watchdogActSchema = z.strictObject({
  rung: z.enum(watchdogRungs),
  ...cause,
  atMs: instantSchema,
});
export type WatchdogAct = z.infer<typeof watchdogActSchema>;

/** Safe mode: what is shown instead of the release, since when, and why. */
export const safeModeSchema = z.strictObject({ shows: z.enum(['known-good', 'board']), sinceMs: instantSchema, ...cause });
export type SafeModeTold = z.infer<typeof safeModeSchema>;

/** The machine around the player, as far as it tells. */
export const machineSchema = z.strictObject({
  memoryBytes: z.int().min(0),
  /** What programs can still have, a limit of the player's own included. */
  memoryFreeBytes: z.int().min(0),
  /** Of the hottest sensor. */
  temperatureC: z.number().min(-100).max(300).exactOptional(),
});

/** The worst of them come first. */
export const mostStrikesTold = 20;
