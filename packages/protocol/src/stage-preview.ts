import { z } from 'zod';
import { alertLimits, alertSchema } from './alert.ts';
import { instantSchema } from './primitives.ts';
import { stageReleaseSchema } from './stage-release.ts';

// What the page of the built stage that the fleet server serves for looking at (`/stage/`) and the page around it say to each other by
// postMessage. The stage's page has no origin, and asks the server for nothing but its own files and media.

/** Of the page around it. Until it has said `stage-ready`, nobody listens. */
export const stageOrderSchema = z.discriminatedUnion('kind', [
  /** Another release; it is shown at the next instant that is ordered. */
  z.strictObject({ kind: z.literal('show-release'), release: stageReleaseSchema }),
  /** The alerts that stand above it, all of them; until the first of these there are none. */
  z.strictObject({ kind: z.literal('show-alerts'), alerts: z.array(alertSchema).max(alertLimits.perSite) }),
  /** The picture of an instant, in which time stands, or from which it goes on. */
  z.strictObject({ kind: z.literal('show-instant'), atMs: instantSchema, isRunning: z.boolean() }),
]);
export type StageOrder = z.infer<typeof stageOrderSchema>;

/** Of the stage. */
export const stageTellingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stage-ready') }),
  /** What is on the glass, and which instant that is; at each change and every second while time goes on. */
  z.strictObject({ kind: z.literal('stage-shows'), atMs: z.int(), entryId: z.string().nullable(), itemId: z.string().nullable() }),
  z.strictObject({ kind: z.literal('stage-trouble'), detail: z.string().max(500) }),
]);
export type StageTelling = z.infer<typeof stageTellingSchema>;
