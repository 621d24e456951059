import { challengeSchema, payloadTypes, proofStatementSchema, type SignedDocument } from '@gatecast/protocol';
import { signDocument, type SigningKey } from '@gatecast/signing';
import type { z } from 'zod';

/** The signed answer to a challenge; null where the challenge is not one. A ticket signs too, for the signer's key and no other. */
export function signedProof(
  signer: SigningKey,
  purpose: z.infer<typeof proofStatementSchema>['purpose'],
  playerId: string,
  challenge: unknown,
  ticket?: SigningKey,
): SignedDocument | null {
  const parsed = challengeSchema.safeParse(challenge);
  if (!parsed.success) return null;
  const statement = proofStatementSchema.parse({ version: 1, type: 'proof', purpose, playerId, nonce: parsed.data.nonce });
  if (ticket === undefined) return signDocument(payloadTypes.proof, statement, [signer]);
  return signDocument(payloadTypes.proof, { ...statement, publicKey: signer.publicKey }, [signer, ticket]);
}
