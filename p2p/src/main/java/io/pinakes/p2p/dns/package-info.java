/**
 * Addresses by name: {@link io.pinakes.p2p.dns.DnsAddresses} follows {@code /dnsaddr} through
 * {@link io.pinakes.p2p.dns.TxtResolver}, which says what a name's TXT records are.
 */
@NullMarked
package io.pinakes.p2p.dns;

import org.jspecify.annotations.NullMarked;
