/**
 * Who the other side is, and that nobody else reads along. {@link
 * io.pinakes.p2p.security.SecurityProtocol} turns a {@link io.pinakes.p2p.transport.Duplex} into a
 * {@link io.pinakes.p2p.security.SecureChannel}; Noise and TLS are the two of them.
 */
@NullMarked
package io.pinakes.p2p.security;

import org.jspecify.annotations.NullMarked;
