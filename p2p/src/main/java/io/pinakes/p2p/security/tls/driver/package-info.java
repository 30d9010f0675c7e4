/**
 * TLS 1.3 over a channel by the JDK's engine: {@link
 * io.pinakes.p2p.security.tls.driver.TlsSecurity} shakes hands, both sides with a certificate, and
 * settles the muxer by ALPN.
 */
@NullMarked
package io.pinakes.p2p.security.tls.driver;

import org.jspecify.annotations.NullMarked;
