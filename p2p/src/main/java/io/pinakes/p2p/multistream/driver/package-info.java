/** Negotiations over a channel: {@link io.pinakes.p2p.multistream.driver.Negotiator}. */
@NullMarked
package io.pinakes.p2p.multistream.driver;

import org.jspecify.annotations.NullMarked;
