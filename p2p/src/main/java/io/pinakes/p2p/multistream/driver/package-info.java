/**
 * Negotiations over a channel: {@link io.pinakes.p2p.multistream.driver.Negotiator}, and {@link
 * io.pinakes.p2p.multistream.driver.LazyDial} where the peer is known to speak what is proposed.
 */
@NullMarked
package io.pinakes.p2p.multistream.driver;

import org.jspecify.annotations.NullMarked;
