import { isIP } from 'node:net';
import type { IsAllowed } from './guarded-lookup.ts';
import { isPublicAddress } from './public-address.ts';

/**
 * Where a request to this URL may lead: to public addresses over https, and to the networks that a setting names, there also over http.
 * `isAllowed` is for the look-up of its name; `isRefused`: it names an address itself, and that is none of them.
 */
export function judgeTarget(url: URL, isNamed: IsAllowed): { readonly isAllowed: IsAllowed; readonly isRefused: boolean } {
  const isAllowed: IsAllowed = url.protocol === 'https:' ? (address) => isPublicAddress(address) || isNamed(address) : isNamed;
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  return { isAllowed, isRefused: isIP(literal) !== 0 && !isAllowed(literal) };
}
