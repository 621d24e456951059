import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/**
 * Resolves a name to public addresses only, for the connection that is made with the answer: a name that leads into this machine's networks,
 * now or at the second question, leads nowhere. An address that is named itself is what an administrator allowed, and is not looked up.
 */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, []);
    const first = addresses[0];
    if (first === undefined || addresses.some(({ address }) => isIP(address) === 0 || !isPublicAddress(address)))
      return callback(Object.assign(new Error(`${hostname} does not lead to a public address`), { code: 'EACCES' }), []);
    if (options.all === true) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};
