import { expect, test } from 'vitest';
import { createPeerAddress, limitKeyOf } from './peer-address.ts';

test('a forwarded address counts only where a trusted proxy says it, and never what the caller added', () => {
  const of = createPeerAddress(['10.0.0.0/8', '::1']);
  const forwarded = (text: string) => ({ 'x-forwarded-for': text });
  expect([
    of('192.0.2.1', forwarded('198.51.100.9')),
    of('10.1.2.3', forwarded('203.0.113.5, 198.51.100.9')),
    of('10.1.2.3', forwarded('198.51.100.9, 10.9.9.9')),
    of('::1', forwarded('2001:db8::7')),
    of('10.1.2.3', forwarded('not an address')),
    of('10.1.2.3', {}),
    of('::ffff:192.0.2.1', {}),
    of(undefined, {}),
  ]).toEqual(['192.0.2.1', '198.51.100.9', '198.51.100.9', '2001:db8::7', '10.1.2.3', '10.1.2.3', '192.0.2.1', '']);
  expect(createPeerAddress([])('127.0.0.1', forwarded('198.51.100.9'))).toBe('127.0.0.1');
});

test('a whole IPv6 network counts as one', () => {
  expect(
    ['2001:db8:0:1::1', '2001:0db8::1:ffff:0:0:2', '::1', 'fe80::1%eth0', '192.0.2.1', '::ffff:192.0.2.1', ''].map(limitKeyOf),
  ).toEqual(['2001:db8:0:1::/64', '2001:db8:0:1::/64', '0:0:0:0::/64', 'fe80:0:0:0::/64', '192.0.2.1', '192.0.2.1', '']);
});
