import { z } from 'zod';

// A technician's way out of the kiosk: a PIN for the screens of a site. Its hash travels with the release, signed; the PIN itself is known
// to people only. It opens nothing but the machine's own desktop, to somebody who stands before it.

/** Six to twelve digits, as a pad without letters has no others. */
export const exitPinSchema = z.string().regex(/^\d{6,12}$/, 'must be 6 to 12 digits');

/** scrypt (RFC 7914) of the PIN's ASCII bytes with block size 8, no parallelism, 32 bytes of result. */
export const hashedPinSchema = z.strictObject({
  algorithm: z.literal('scrypt'),
  /** log2 of N; bounded, as a player must be able to try it */
  cost: z.int().min(14).max(17),
  salt: z.base64().min(16).max(64),
  hash: z.base64().length(44),
});
export type HashedPin = z.infer<typeof hashedPinSchema>;
