import { z } from 'zod';

/** How a try to leave the kiosk ended; `waiting`: it did not count, as wrong ones came before it. */
export const exitResultSchema = z.enum(['granted', 'wrong', 'waiting', 'no-pin']);
