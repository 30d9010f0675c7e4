/**
 * Noise, {@code /noise}: XX over Curve25519, ChaCha20-Poly1305 and SHA-256, and libp2p's payload in
 * it, pure. {@link io.pinakes.p2p.security.noise.NoiseXx} is the pattern of the Noise
 * specification; {@link io.pinakes.p2p.security.noise.NoiseHandshake} adds what libp2p says in the
 * payloads: the identity key, its signature over the static key, and the muxers; {@link
 * io.pinakes.p2p.security.noise.CipherState} encrypts what follows.
 *
 * <p>The ciphers are the JDK's. Randomness comes in as keys.
 */
@NullMarked
package io.pinakes.p2p.security.noise;

import org.jspecify.annotations.NullMarked;
