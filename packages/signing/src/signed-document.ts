import type { PayloadType, SignedDocument } from '@gatecast/protocol';
import type { z } from 'zod';
import { isSignatureValid, isSignatureValidAside, type SigningKey } from './key-pair.ts';
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
  const { bytes, encoded, claims } = claimsOf(signed, payloadType, quorum);
  const signers = claims.filter(({ publicKey, sig }) => isSignatureValid(publicKey, encoded, sig));
  return judge(signed, bytes, signers, { payloadType, schema, quorum });
}

/** The same, with the signatures checked in the thread pool. */
export async function verifyDocumentAside<T>(
  signed: SignedDocument,
  payloadType: PayloadType,
  schema: z.ZodType<T>,
  quorum: Quorum,
): Promise<Verified<T>> {
  const { bytes, encoded, claims } = claimsOf(signed, payloadType, quorum);
  const checked = await Promise.all(claims.map(async ({ publicKey, sig }) => isSignatureValidAside(publicKey, encoded, sig)));
  const signers = claims.filter((_, index) => checked[index] === true);
  return judge(signed, bytes, signers, { payloadType, schema, quorum });
}

type Claim = { readonly keyid: string; readonly publicKey: string; readonly sig: string };

/** Signatures that say they are of keys which count; none where the document is of another type. */
function claimsOf(
  { payloadType, payload, signatures }: SignedDocument,
  wanted: PayloadType,
  quorum: Quorum,
): { readonly bytes: Buffer; readonly encoded: Buffer; readonly claims: readonly Claim[] } {
  const bytes = Buffer.from(payload, 'base64');
  const claims = (payloadType === wanted ? signatures : []).flatMap(({ keyid, sig }) => {
    const publicKey = quorum.keys.get(keyid);
    return publicKey === undefined ? [] : [{ keyid, publicKey, sig }];
  });
  return { bytes, encoded: preAuthenticationEncoding(payloadType, bytes), claims };
}

function judge<T>(
  signed: SignedDocument,
  bytes: Buffer,
  signers: readonly Claim[],
  { payloadType, schema, quorum }: { readonly payloadType: PayloadType; readonly schema: z.ZodType<T>; readonly quorum: Quorum },
): Verified<T> {
  if (signed.payloadType !== payloadType)
    return { kind: 'refused', reason: 'wrong-type', detail: `is ${signed.payloadType}, wanted ${payloadType}` };
  const distinct = new Set(signers.map(({ keyid }) => keyid)).size;
  if (quorum.threshold < 1 || distinct < quorum.threshold)
    return { kind: 'refused', reason: 'bad-signature', detail: `${distinct} of ${quorum.threshold} required signatures are valid` };
  const parsed = schema.safeParse(parseJson(bytes));
  if (parsed.success) return { kind: 'verified', document: parsed.data, bytes };
  const issue = parsed.error.issues[0];
  return { kind: 'refused', reason: 'bad-document', detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not JSON'}` };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // what is not JSON is refused by the schema like any other wrong value
    return undefined;
  }
}
