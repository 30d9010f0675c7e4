/**
 * libp2p's certificates for TLS 1.3: {@link io.pinakes.p2p.security.tls.HostCertificate} makes a
 * host's own, {@link io.pinakes.p2p.security.tls.PeerCertificate} checks a peer's and says whose it
 * is.
 *
 * <p>The certificate's key is thrown away with the process; an extension, signed by the host's key,
 * says for whom it speaks. Source: libp2p's specification of tls.
 */
@NullMarked
package io.pinakes.p2p.security.tls;

import org.jspecify.annotations.NullMarked;
