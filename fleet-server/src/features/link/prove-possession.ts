import { randomBytes } from 'node:crypto';
import { payloadTypes, proofStatementSchema, signedDocumentSchema, wireLimits } from '@gatecast/protocol';
import { keyIdOf, verifyDocumentAside } from '@gatecast/signing';
import type { Socket } from 'socket.io';
import { answerWithin } from './answer-within.ts';

export type Possession =
  | { readonly kind: 'proven' }
  | { readonly kind: 'refused'; readonly detail: string }
  /** It did not answer, or went away. */
  | { readonly kind: 'silent' };

/**
 * Challenges a socket to sign a fresh nonce with the private half of `publicKey`. A proof is worth something for this
 * nonce, this purpose and this player only. With a `ticket` its key must have signed too, and name the device's key in it.
 */
export async function provePossession(
  socket: Socket,
  expected: {
    readonly publicKey: string;
    readonly purpose: 'connect' | 'enrol';
    readonly playerId: string;
    readonly ticket?: string | undefined;
    /** Said along, so that the other side can leave too. */
    readonly isTraining: boolean;
  },
  timeoutMs: number = wireLimits.proofTimeoutMs,
): Promise<Possession> {
  const nonce = randomBytes(32).toString('base64url');
  const answered = await answerWithin(socket, 'challenge', { nonce, ...(expected.isTraining ? { training: true } : {}) }, timeoutMs);
  if (answered === null) return { kind: 'silent' };
  const signed = signedDocumentSchema.safeParse(answered.answer);
  if (!signed.success) return { kind: 'refused', detail: 'the proof is not a signed document' };
  const keys = new Map([expected.publicKey, expected.ticket].flatMap((key) => (key === undefined ? [] : [[keyIdOf(key), key] as const])));
  const quorum = { keys, threshold: expected.ticket === undefined ? 1 : 2 };
  const verified = await verifyDocumentAside(signed.data, payloadTypes.proof, proofStatementSchema, quorum);
  if (verified.kind === 'refused') return { kind: 'refused', detail: verified.detail };
  const { document } = verified;
  if (document.nonce !== nonce || document.purpose !== expected.purpose || document.playerId !== expected.playerId)
    return { kind: 'refused', detail: 'the proof is for something else' };
  if (expected.ticket !== undefined && document.publicKey !== expected.publicKey)
    return { kind: 'refused', detail: 'the ticket vouches for another key' };
  return { kind: 'proven' };
}
