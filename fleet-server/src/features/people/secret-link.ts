import { createHash, randomBytes } from 'node:crypto';

/** What a secret is for; one that was made for something is worth nothing for anything else. */
export type SecretPurpose = 'setup' | 'invitation' | 'reset' | 'api-token' | 'feed';

/** SHA-256 suffices: the secrets are 256 random bits, so that nobody tries them all. */
export function hashOfSecret(purpose: SecretPurpose, secret: string): string {
  return createHash('sha256').update(`gatecast-${purpose} ${secret}`).digest('hex');
}

/** A new secret, and the hash that alone is stored. */
export function newSecret(purpose: SecretPurpose): { readonly secret: string; readonly hash: string } {
  const secret = randomBytes(32).toString('base64url');
  return { secret, hash: hashOfSecret(purpose, secret) };
}
