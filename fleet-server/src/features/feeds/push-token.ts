import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A token of 256 bits with its hash, which is all that is kept: it cannot be guessed, so that a fast hash will do. */
export function newPushToken(): { readonly token: string; readonly hash: string } {
  const token = `gcf_${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashOfPushToken(token) };
}

/** Whether a header `Authorization: Bearer …` carries the token of this hash. */
export function carriesToken(authorization: string | undefined, hash: string | null): boolean {
  const [, token = ''] = /^Bearer ([\w-]{20,100})$/.exec(authorization ?? '') ?? [];
  return hash !== null && timingSafeEqual(Buffer.from(hashOfPushToken(token)), Buffer.from(hash));
}

function hashOfPushToken(token: string): string {
  return createHash('sha256').update(`gatecast-feed ${token}`).digest('hex');
}
