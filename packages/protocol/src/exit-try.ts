import { z } from 'zod';
import { instantSchema } from './primitives.ts';

/** How somebody's try to leave the kiosk ended; `locked`: the first one that did not count, as wrong ones came before it. */
export const exitTrySchema = z.strictObject({
  /** Made by the player; with it the server stores each try once. */
  id: z.uuid(),
  atMs: instantSchema,
  result: z.enum(['granted', 'wrong', 'locked']),
  /** Wrong ones in a row up to here. */
  failures: z.int().min(0).max(1_000),
});
export type ExitTry = z.infer<typeof exitTrySchema>;

/** Player to server, until it is stored. */
export const mostExitTries = 50;
export const exitTriesSchema = z.strictObject({ tries: z.array(exitTrySchema).min(1).max(mostExitTries) });
export type ExitTries = z.infer<typeof exitTriesSchema>;
