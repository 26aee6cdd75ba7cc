import { BlockList, isIP } from 'node:net';

/**
 * Addresses that are not of the public network: private, loopback, link-local (among them the metadata
 * services of clouds), shared, reserved, multicast (IANA special-purpose registries, RFC 6890).
 */
const special = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  special.addSubnet(net, bits, 'ipv4');
}

/** Of IPv6 only the part that is given out (2000::/3) is public, without what tunnels or documents. */
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
const reserved = new BlockList();
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  reserved.addSubnet(net, bits, 'ipv6');
}

/** Whether an IP address lies outside the public network; what is no address at all counts as such. */
export function isPrivate(address: string): boolean {
  const kind = isIP(address);
  if (kind === 4) return special.check(address, 'ipv4');
  if (kind !== 6) return true;
  return !global.check(address, 'ipv6') || reserved.check(address, 'ipv6');
}
