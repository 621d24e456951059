import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Canonical JSON (RFC 8785) as UTF-8 bytes. Throws on what JSON cannot hold, which is a fault of our own code. */
export function canonicalBytes(value: unknown): Buffer {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('a document must be a JSON value');
  return Buffer.from(text, 'utf8');
}

/** SHA-256 of the bytes, lower-case hex: the name of an object or a media file. */
export function nameOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
