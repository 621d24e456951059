import { expect, test } from 'vitest';
import { isPublicAddress } from './public-address.ts';

test('this machine, private networks, link-local, shared and reserved addresses are not public, in either family', () => {
  const closed = [
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.9.9.9', '169.254.169.254', '172.31.255.255', '192.168.0.1'],
    ...['198.19.0.1', '224.0.0.1', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', 'fe80::1', 'fc00::1', 'fd12::1'],
    ...['ff02::1', '64:ff9b::7f00:1', '2001:db8::1', '2002:7f00:1::', '2001::1', 'localhost', '', '1', '0x7f.1'],
  ];
  expect(closed.filter(isPublicAddress)).toEqual([]);
});

test('addresses of the public internet are', () => {
  const open = ['1.1.1.1', '100.128.0.1', '172.32.0.1', '192.169.0.1', '2606:4700:4700::1111', '2a00:1450::1'];
  expect(open.filter((address) => !isPublicAddress(address))).toEqual([]);
});
