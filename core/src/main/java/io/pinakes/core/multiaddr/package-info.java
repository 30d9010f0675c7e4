/**
 * Network addresses that say how to use them: {@link io.pinakes.core.multiaddr.Multiaddr}, a path
 * of {@link io.pinakes.core.multiaddr.AddressPart}s such as {@code /ip4/192.0.2.1/tcp/4001}.
 *
 * <p>One item's way: text or bytes come from a peer or a person; each part's {@link
 * io.pinakes.core.multiaddr.AddressProtocol} says how long its value is, and its value codec turns
 * text into bytes and back, refusing what the other direction could not say. Only then is there an
 * address. Nothing is resolved or connected to here. Source: multiformats/multiaddr.
 */
@NullMarked
package io.pinakes.core.multiaddr;

import org.jspecify.annotations.NullMarked;
