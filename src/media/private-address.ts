import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The part of IPv6 that is given out so far (IANA); what lies beside it is public to nobody. */
const givenOut = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address lies outside the public network: private, loopback, link-local (among them the
 * metadata services of clouds), shared, reserved, multicast, or one that only carries another address
 * (IPv4-mapped, 6to4, Teredo, NAT64), by the library's table of the IANA special-purpose registries. What
 * is no address at all counts as such.
 */
export function isPrivate(address: string): boolean {
  // The library also reads 127.1 and 0x7f000001, as no resolver writes an address.
  if (isIP(address) === 0) return true;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return true;
  return parsed.kind() === 'ipv6' && !parsed.match(givenOut);
}
