import { dayMs } from './civil.ts';

/** How far ahead the engine looks for what comes next: every date of a year, the 29th of February too. */
export const horizonMs = 366 * dayMs;
