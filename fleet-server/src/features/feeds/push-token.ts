import { timingSafeEqual } from 'node:crypto';
import { hashOfSecret, newSecret } from '../people/secret-link.ts';

/** So that a secret scanner and a reader of logs know what they see; it is part of what is hashed. */
const prefix = 'gcf_';

/** A token with its hash, which is all that is kept. */
export function newPushToken(): { readonly token: string; readonly hash: string } {
  const token = `${prefix}${newSecret('feed').secret}`;
  return { token, hash: hashOfSecret('feed', token) };
}

/** Whether a header `Authorization: Bearer …` carries the token of this hash. */
export function carriesToken(authorization: string | undefined, hash: string | null): boolean {
  const [, token = ''] = /^Bearer ([\w-]{20,100})$/.exec(authorization ?? '') ?? [];
  return hash !== null && timingSafeEqual(Buffer.from(hashOfSecret('feed', token)), Buffer.from(hash));
}
