/**
 * Signatures by BouncyCastle: {@link io.pinakes.p2p.crypto.BouncySecp256k1}, which the JDK lacks,
 * and {@link io.pinakes.p2p.crypto.BouncyEd25519}, which verifies many times as fast as the JDK's,
 * and so decides what signed gossip costs.
 *
 * <p>Nobody calls these classes by name: core's keys find them through {@code META-INF/services}.
 * They use BouncyCastle's own functions and install no security provider, so that nothing else in
 * the process changes.
 */
@NullMarked
package io.pinakes.p2p.crypto;

import org.jspecify.annotations.NullMarked;
