import { z } from 'zod';
import { instantSchema } from './primitives.ts';

/**
 * `root`: signs the next root. `assembly`: which approved things, where, when, and the activation of pre-staged
 * alerts. `command`: orders to players. The others belong to persons and to the software's makers; the format has
 * their place from the first day, and until keys are enrolled for them their lists are empty.
 */
export const keyRoleSchema = z.enum(['root', 'assembly', 'command', 'approver', 'issuer', 'publisher', 'software']);
export type KeyRole = z.infer<typeof keyRoleSchema>;

const roleKeysSchema = z.strictObject({ keyIds: z.array(z.string().min(1).max(64)).max(200), threshold: z.int().min(1).max(20) });

/** Who may sign what, received at pairing. Root N+1 is signed by the quorum of N and its own. */
export const rootDocumentSchema = z.strictObject({
  version: z.literal(1),
  type: z.literal('root'),
  number: z.int().min(1),
  issuedAtMs: instantSchema,
  organisation: z.string().min(1).max(200),
  keys: z.record(
    z.string().min(1).max(64),
    z.strictObject({
      algorithm: z.literal('ed25519'),
      /** base64 of the 32 raw bytes; the key's id is the SHA-256 of those bytes, hex */
      publicKey: z.base64().max(100),
    }),
  ),
  roles: z.strictObject({
    root: roleKeysSchema,
    assembly: roleKeysSchema,
    command: roleKeysSchema,
    approver: roleKeysSchema,
    issuer: roleKeysSchema,
    publisher: roleKeysSchema,
    software: roleKeysSchema,
  }),
});
export type RootDocument = z.infer<typeof rootDocumentSchema>;
