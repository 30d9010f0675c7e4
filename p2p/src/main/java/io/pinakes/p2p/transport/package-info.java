/**
 * Byte channels between hosts: {@link io.pinakes.p2p.transport.Duplex}, what everything above is
 * stacked on, and {@link io.pinakes.p2p.transport.Transport}, which dials and listens for one kind
 * of address. Sub-packages are one technology each.
 */
@NullMarked
package io.pinakes.p2p.transport;

import org.jspecify.annotations.NullMarked;
