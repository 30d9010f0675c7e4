/**
 * TLS 1.3 over a channel by BouncyCastle's protocol on the JDK's AES: {@link
 * io.pinakes.p2p.security.tls.driver.TlsSecurity} shakes hands, both sides with a certificate, and
 * settles the muxer by ALPN.
 */
@NullMarked
package io.pinakes.p2p.security.tls.driver;

import org.jspecify.annotations.NullMarked;
