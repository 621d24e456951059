import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { HashedPin } from '@gatecast/protocol';

const cost = 15;

/** What of a PIN may travel: the slow hash, with a salt of its own. */
export async function hashPin(pin: string): Promise<HashedPin> {
  const salt = randomBytes(16);
  return { algorithm: 'scrypt', cost, salt: salt.toString('base64'), hash: (await slowHash(pin, salt, cost)).toString('base64') };
}

/** Whether a PIN is the one that was hashed; takes the same time for each. */
export async function isPin(pin: string, hashed: HashedPin): Promise<boolean> {
  const wanted = Buffer.from(hashed.hash, 'base64');
  const given = await slowHash(pin, Buffer.from(hashed.salt, 'base64'), hashed.cost);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function slowHash(pin: string, salt: Buffer, log2Cost: number): Promise<Buffer> {
  const N = 2 ** log2Cost;
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, 32, { N, r: 8, p: 1, maxmem: 256 * 8 * N }, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
