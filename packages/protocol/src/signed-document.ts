import { z } from 'zod';

/**
 * A signed document in the form of DSSE, the Dead Simple Signing Envelope (secure-systems-lab/dsse, v1): the
 * signature covers the type label and the payload's exact bytes, so nobody ever re-serialises before verifying.
 */
export const signedDocumentSchema = z.strictObject({
  payloadType: z.string().min(1).max(100),
  /** base64 of the payload's bytes (canonical JSON, RFC 8785) */
  payload: z.base64().max(2 * 1024 * 1024),
  signatures: z
    .array(
      z.strictObject({
        keyid: z.string().min(1).max(64),
        /** base64; Ed25519 over DSSE's pre-authentication encoding */
        sig: z.base64().max(1_024),
      }),
    )
    .min(1)
    .max(16),
});
export type SignedDocument = z.infer<typeof signedDocumentSchema>;

/** The label before the bytes: a signature made for one type is worth nothing for another. */
export const payloadTypes = {
  root: 'application/vnd.gatecast.root+json',
  release: 'application/vnd.gatecast.release+json',
  portalRelease: 'application/vnd.gatecast.portal-release+json',
  alertState: 'application/vnd.gatecast.alert-state+json',
  command: 'application/vnd.gatecast.command+json',
  proof: 'application/vnd.gatecast.proof+json',
  feedState: 'application/vnd.gatecast.feed-state+json',
  receipts: 'application/vnd.gatecast.receipts+json',
  playRecords: 'application/vnd.gatecast.play-records+json',
  preEnrolment: 'application/vnd.gatecast.pre-enrolment+json',
  auditHead: 'application/vnd.gatecast.audit-head+json',
  update: 'application/vnd.gatecast.update+json',
} as const;
export type PayloadType = (typeof payloadTypes)[keyof typeof payloadTypes];
