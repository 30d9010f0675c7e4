/**
 * Noise over a channel: {@link io.pinakes.p2p.security.noise.driver.NoiseSecurity} runs the
 * handshake, whose messages are {@code length, 16 bits, big-endian | message}, and leaves a channel
 * that cuts what is written into messages of the same form.
 */
@NullMarked
package io.pinakes.p2p.security.noise.driver;

import org.jspecify.annotations.NullMarked;
