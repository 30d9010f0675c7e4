/**
 * TCP over IPv4, IPv6 and names, {@code /ip4/…/tcp/…}, {@code /ip6/…/tcp/…}, {@code /dns4/…/tcp/…}:
 * {@link io.pinakes.p2p.transport.tcp.TcpTransport}, on blocking socket channels, which park the
 * virtual thread that is in them.
 */
@NullMarked
package io.pinakes.p2p.transport.tcp;

import org.jspecify.annotations.NullMarked;
