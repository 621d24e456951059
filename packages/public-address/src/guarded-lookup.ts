import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

export type IsAllowed = (address: string) => boolean;

/**
 * Resolves a name to allowed addresses only, for the connection that is made with the answer: a name that leads into this machine's networks,
 * now or at the second question, leads nowhere (`EACCES`). An address that is named itself is not looked up: its caller judges it.
 */
export function guardedLookup(isAllowed: IsAllowed): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const first = addresses[0];
      if (first === undefined || addresses.some(({ address }) => isIP(address) === 0 || !isAllowed(address)))
        return callback(Object.assign(new Error(`${hostname} does not lead to a public address`), { code: 'EACCES' }), []);
      if (options.all === true) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

export const publicLookup: LookupFunction = guardedLookup(isPublicAddress);
