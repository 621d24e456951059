import { BlockList, isIP } from 'node:net';
import type { IsAllowed } from './guarded-lookup.ts';

/** Whether an address is one of these addresses and CIDR ranges. What is neither is passed over. */
export function isWithin(networks: readonly string[]): IsAllowed {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = familyOf(address);
    if (family === null) continue;
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const family = familyOf(address);
    return family !== null && list.check(address, family);
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  const family = isIP(address);
  return family === 0 ? null : family === 6 ? 'ipv6' : 'ipv4';
}
