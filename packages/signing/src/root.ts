import { payloadTypes, rootDocumentSchema, type KeyRole, type RootDocument, type SignedDocument } from '@gatecast/protocol';
import { keyIdOf } from './key-pair.ts';
import { nameOfBytes } from './object-name.ts';
import { verifyDocument, type Quorum, type Verified } from './signed-document.ts';

/** The keys of a role and how many must sign. */
export function quorumOf(root: RootDocument, role: KeyRole): Quorum {
  const keys = new Map<string, string>();
  for (const keyId of root.roles[role].keyIds) {
    const key = root.keys[keyId];
    // a key listed under an id that is not its own could pass for another one
    if (key !== undefined && keyIdOf(key.publicKey) === keyId) keys.set(keyId, key.publicKey);
  }
  return { keys, threshold: root.roles[role].threshold };
}

/**
 * Verifies a root document. The first one is signed by its own quorum and trusted because a person compared the
 * fingerprint; a later one needs the quorum of the present root as well, and the next number.
 */
export function verifyRoot(signed: SignedDocument, present: RootDocument | null): Verified<RootDocument> {
  const claimed = rootDocumentSchema.safeParse(safeJson(signed));
  if (!claimed.success) return { kind: 'refused', reason: 'bad-document', detail: 'is not a root document' };
  const own = verifyDocument(signed, payloadTypes.root, rootDocumentSchema, quorumOf(claimed.data, 'root'));
  if (own.kind === 'refused' || present === null) return own;
  if (own.document.number !== present.number + 1)
    return { kind: 'refused', reason: 'bad-document', detail: `number ${own.document.number} does not follow ${present.number}` };
  return verifyDocument(signed, payloadTypes.root, rootDocumentSchema, quorumOf(present, 'root'));
}

function safeJson(signed: SignedDocument): unknown {
  try {
    return JSON.parse(Buffer.from(signed.payload, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Twenty hex digits in groups of four: what two people compare on the pairing screen and in the controller. */
export function fingerprintOf(root: SignedDocument): string {
  const name = nameOfBytes(Buffer.from(root.payload, 'base64'));
  return (name.slice(0, 20).match(/.{4}/g) ?? []).join(' ');
}
