import { createHash, randomBytes } from 'node:crypto';
import { signingKeyOf, type SigningKey } from './key-pair.ts';

/** A new token for a pre-enrolment file: base64 of 32 random bytes. */
export function newTicketToken(): string {
  return randomBytes(32).toString('base64');
}

/**
 * The key that a token stands for. Only its public half is kept by a server and only signatures of it travel, so that neither a stolen
 * database nor a network that is listened to gives the token away. Throws a RangeError where the token is not 32 bytes.
 */
export function ticketKeyOf(token: string): SigningKey {
  const bytes = Buffer.from(token, 'base64');
  if (bytes.length !== 32) throw new RangeError('a token has 32 bytes');
  return signingKeyOf(createHash('sha256').update('gatecast pre-enrolment ticket\n').update(bytes).digest('base64'));
}
