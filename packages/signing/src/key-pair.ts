import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { nameOfBytes } from './object-name.ts';

// Raw Ed25519 keys (RFC 8032) travel as base64 of their 32 bytes; Node wants DER, whose prefix is constant (RFC 8410).
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A key that can sign. `publicKey` is base64 of 32 raw bytes; `keyId` is their SHA-256 in hex. */
export type SigningKey = { readonly keyId: string; readonly publicKey: string; readonly sign: (bytes: Uint8Array) => Buffer };

/** The id by which documents name a public key. */
export function keyIdOf(publicKey: string): string {
  return nameOfBytes(Buffer.from(publicKey, 'base64'));
}

/** Makes a new key. `seed` is base64 of the 32 secret bytes, to be kept in a file that only its owner reads. */
export function generateSeed(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(pkcs8Prefix.length).toString('base64');
}

/** The signing key of a seed. Throws a RangeError where the seed is not 32 bytes. */
export function signingKeyOf(seed: string): SigningKey {
  const bytes = Buffer.from(seed, 'base64');
  if (bytes.length !== 32) throw new RangeError('an Ed25519 seed has 32 bytes');
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, bytes]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(spkiPrefix.length).toString('base64');
  return { keyId: keyIdOf(publicKey), publicKey, sign: (message) => sign(null, message, privateKey) };
}

const parsedKeys = new Map<string, KeyObject>();
/** Keys that are kept ready: as many as players that one node holds, and more. */
const mostParsedKeys = 20_000;

/** Whether `signature` (base64) over `bytes` was made by the key. False for malformed keys and signatures too. */
export function isSignatureValid(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  const read = readPair(publicKey, signature);
  return read !== null && verify(null, bytes, read.key, read.sig);
}

/** The same in the thread pool: a signature is a fifth of a millisecond of a core, which a server that is told ten thousand at once has not to spare. */
export async function isSignatureValidAside(publicKey: string, bytes: Uint8Array, signature: string): Promise<boolean> {
  const read = readPair(publicKey, signature);
  if (read === null) return false;
  return new Promise((resolve, reject) => {
    verify(null, bytes, read.key, read.sig, (error, isValid) => (error === null ? resolve(isValid) : reject(error)));
  });
}

function readPair(publicKey: string, signature: string): { readonly key: KeyObject; readonly sig: Buffer } | null {
  const raw = Buffer.from(publicKey, 'base64');
  const sig = Buffer.from(signature, 'base64');
  if (raw.length !== 32 || sig.length !== 64) return null;
  let key = parsedKeys.get(publicKey);
  if (key === undefined) {
    // two thirds of what the same key as DER costs
    key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' });
    if (parsedKeys.size >= mostParsedKeys) parsedKeys.clear();
    parsedKeys.set(publicKey, key);
  }
  return { key, sig };
}
