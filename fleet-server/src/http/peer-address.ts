import { isWithin } from '@gatecast/public-address';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** Gives the address that a connection counts under. */
export type PeerAddress = (peer: string | undefined, headers: IncomingHttpHeaders) => string;

/**
 * Who knocks, for what does not pass through Fastify: the peer itself, or, where that is a trusted proxy, the last address in
 * X-Forwarded-For that is none. What stands further left is the caller's own word. `proxies` are addresses or CIDR ranges.
 */
export function createPeerAddress(proxies: readonly string[]): PeerAddress {
  const isTrusted = isWithin(proxies);
  return (peer, headers) => {
    let address = withoutMapping(peer ?? '');
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    for (let hop = forwarded.pop()?.trim(); hop !== undefined && isTrusted(address); hop = forwarded.pop()?.trim()) {
      if (isIP(withoutMapping(hop)) === 0) break;
      address = withoutMapping(hop);
    }
    return address;
  };
}

/**
 * What limits by address count by: an IPv4 address, or the first 64 bits of an IPv6 one, as whoever has one of those has them all
 * (RFC 6177).
 */
export function limitKeyOf(address: string): string {
  const plain = withoutMapping(address);
  if (isIP(plain) !== 6) return plain;
  const [head = '', tail = ''] = (plain.split('%', 1)[0] ?? '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const missing = plain.includes('::') ? 8 - before.length - after.length : 0;
  const groups = [...before, ...Array.from({ length: Math.max(missing, 0) }, () => '0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** A dual-stack socket says ::ffff:192.0.2.1 for 192.0.2.1. */
function withoutMapping(address: string): string {
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice(7) : address;
}
