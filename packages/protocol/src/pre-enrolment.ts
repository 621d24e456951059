import { z } from 'zod';
import { instantSchema } from './primitives.ts';
import { signedDocumentSchema } from './signed-document.ts';

// A file that a technician carries to a device of a closed network, so that it is enrolled without anybody typing a code. It brings the
// root by hand, which is the only part that needs trust, and a token that is worth one enrolment at one screen. The device makes its own key.

export const preEnrolmentLimits = { servers: 4, shortestLifeMs: 3_600_000, longestLifeMs: 30 * 86_400_000, openPerScreen: 10 } as const;

const serverOriginSchema = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .regex(/^[a-z]+:\/\/[^\s/?#@\\]+$/i, 'must be an origin such as https://fleet.example:8080');

/** Where players reach the server, the best first. */
export const preEnrolmentServersSchema = z.array(serverOriginSchema).min(1).max(preEnrolmentLimits.servers);

/** The payload of a signed document of type `pre-enrolment`; the `assembly` role signs it. */
export const preEnrolmentSchema = z.strictObject({
  version: z.literal(1),
  type: z.literal('pre-enrolment'),
  id: z.string().min(1).max(64),
  servers: preEnrolmentServersSchema,
  screenId: z.string().min(1).max(64),
  siteId: z.string().min(1).max(64),
  screenName: z.string().max(100),
  /** Of the root in the same file, as people compare it. */
  rootFingerprint: z.string().max(64),
  /** base64 of 32 random bytes. From it comes the key of the ticket; the server keeps only that key's public half. */
  token: z.base64().length(44),
  issuedAtMs: instantSchema,
  /** By the server's clock, and the server judges it: that of a new device may say anything. */
  expiresAtMs: instantSchema,
});
export type PreEnrolment = z.infer<typeof preEnrolmentSchema>;

export const preEnrolmentFileSchema = z.strictObject({
  version: z.literal(1),
  kind: z.literal('gatecast-pre-enrolment'),
  root: signedDocumentSchema,
  document: signedDocumentSchema,
});
export type PreEnrolmentFile = z.infer<typeof preEnrolmentFileSchema>;
