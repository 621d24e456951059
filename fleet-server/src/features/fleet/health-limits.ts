import type { Heartbeat } from '@gatecast/protocol';

const mebibyte = 1024 ** 2;

/** A screen with less than `lowBytes` cannot take the next release; with `wellBytes` it is out of the wood. */
export const storageLimits = { lowBytes: 256 * mebibyte, wellBytes: 512 * mebibyte } as const;
/** Basis points of the machine's memory that are free. */
export const memoryLimits = { lowBp: 500, wellBp: 1_000 } as const;
export const temperatureLimits = { hotC: 85, wellC: 78 } as const;

/** The free bytes of a player's disk; null: its file system could not be asked, which it tells as 0. */
export function freeBytesOf({ storage }: Pick<Heartbeat, 'storage'>): number | null {
  return storage.freeBytes === 0 ? null : storage.freeBytes;
}
