import { safeModeSchema, watchdogActSchema } from '@gatecast/protocol';
import { z } from 'zod';

/** What the watchdog of the shell has done last, and its safe mode. Instants are the device's own clock, as a shell knows no other. */
export const watchdogToldSchema = z.strictObject({ last: watchdogActSchema.nullable(), safeMode: safeModeSchema.nullable() });
export type WatchdogTold = z.infer<typeof watchdogToldSchema>;

export const nothingTold: WatchdogTold = { last: null, safeMode: null };
