import { createHash } from 'node:crypto';

/**
 * A short sum over what a row says (first 64 bits of SHA-256), for rows that nothing else vouches for: SQLite's own check sees damaged
 * pages, not a flipped bit within a value. Releases and alerts have signatures, objects their names, play records their chain.
 */
export function sumOf(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
