import type { PayloadType, SignedDocument } from '@gatecast/protocol';
import type { z } from 'zod';
import { isSignatureValid, type SigningKey } from './key-pair.ts';
import { canonicalBytes } from './object-name.ts';

/** DSSE's pre-authentication encoding (secure-systems-lab/dsse, protocol.md): what is signed. */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.byteLength} `;
  return Buffer.concat([Buffer.from(head, 'utf8'), payload]);
}

/** Signs a document's canonical bytes under its type label. */
export function signDocument(payloadType: PayloadType, document: unknown, keys: readonly SigningKey[]): SignedDocument {
  const payload = canonicalBytes(document);
  const encoded = preAuthenticationEncoding(payloadType, payload);
  return {
    payloadType,
    payload: payload.toString('base64'),
    signatures: keys.map((key) => ({ keyid: key.keyId, sig: key.sign(encoded).toString('base64') })),
  };
}

/** The keys that count for a document, by key id, and how many distinct ones must have signed. */
export type Quorum = { readonly keys: ReadonlyMap<string, string>; readonly threshold: number };

export type Verified<T> =
  | { readonly kind: 'verified'; readonly document: T; readonly bytes: Buffer }
  | { readonly kind: 'refused'; readonly reason: 'wrong-type' | 'bad-signature' | 'bad-document'; readonly detail: string };

/** Checks type and signatures over the received bytes, and only then parses them. */
export function verifyDocument<T>(signed: SignedDocument, payloadType: PayloadType, schema: z.ZodType<T>, quorum: Quorum): Verified<T> {
  if (signed.payloadType !== payloadType)
    return { kind: 'refused', reason: 'wrong-type', detail: `is ${signed.payloadType}, wanted ${payloadType}` };
  const bytes = Buffer.from(signed.payload, 'base64');
  const encoded = preAuthenticationEncoding(payloadType, bytes);
  const signers = new Set<string>();
  for (const { keyid, sig } of signed.signatures) {
    const publicKey = quorum.keys.get(keyid);
    if (publicKey !== undefined && isSignatureValid(publicKey, encoded, sig)) signers.add(keyid);
  }
  if (quorum.threshold < 1 || signers.size < quorum.threshold) {
    return { kind: 'refused', reason: 'bad-signature', detail: `${signers.size} of ${quorum.threshold} required signatures are valid` };
  }
  const json = parseJson(bytes);
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { kind: 'refused', reason: 'bad-document', detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not JSON'}` };
  }
  return { kind: 'verified', document: parsed.data, bytes };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // what is not JSON is refused by the schema like any other wrong value
    return undefined;
  }
}
