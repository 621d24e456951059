import {
  payloadTypes,
  portalReleaseEnvelopeSchema,
  type PortalReleaseEnvelope,
  type RootDocument,
  type SignedDocument,
} from '@gatecast/protocol';
import { fingerprintOf, quorumOf, verifyDocument, verifyRoot, type Verified } from '@gatecast/signing';
import type { Trust } from './release-store.ts';

/** A root that is trusted, with the document that says so. */
export type TrustedRoot = { readonly trust: Trust; readonly root: RootDocument };

/** Whether a root may be the first one: signed by its own quorum, and the one whose fingerprint was given, if one was. */
export function firstTrust(
  signed: SignedDocument,
  fingerprint: string | null,
): TrustedRoot | { readonly kind: 'refused'; readonly detail: string } {
  const verified = verifyRoot(signed, null);
  if (verified.kind === 'refused') return { kind: 'refused', detail: `root: ${verified.detail}` };
  const anchor = plainFingerprint(signed);
  if (fingerprint !== null && anchor !== fingerprint)
    return { kind: 'refused', detail: `the root's fingerprint is ${fingerprintOf(signed)}, not the one of GATECAST_ROOT_FINGERPRINT` };
  return { trust: { version: 1, anchor, root: signed }, root: verified.document };
}

/** The next root after the present one, signed by the quorums of both; the present one where `signed` is no other. */
export function nextTrust(
  signed: SignedDocument,
  present: TrustedRoot,
): TrustedRoot | { readonly kind: 'refused'; readonly detail: string } {
  if (signed.payload === present.trust.root.payload) return present;
  const verified = verifyRoot(signed, present.root);
  if (verified.kind === 'refused') return { kind: 'refused', detail: `root: ${verified.detail}` };
  return { trust: { ...present.trust, root: signed }, root: verified.document };
}

/** Opens a trust that was kept on disk; null where it is not sound or does not begin with the given fingerprint. */
export function keptTrust(trust: Trust, fingerprint: string | null): TrustedRoot | null {
  if (fingerprint !== null && trust.anchor !== fingerprint) return null;
  const verified = verifyRoot(trust.root, null);
  return verified.kind === 'verified' ? { trust, root: verified.document } : null;
}

export function verifyRelease(signed: SignedDocument, root: RootDocument): Verified<PortalReleaseEnvelope> {
  return verifyDocument(signed, payloadTypes.portalRelease, portalReleaseEnvelopeSchema, quorumOf(root, 'assembly'));
}

function plainFingerprint(signed: SignedDocument): string {
  return fingerprintOf(signed).replaceAll(' ', '');
}
