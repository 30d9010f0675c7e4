/** A private network's cipher around a channel. */
@NullMarked
package io.pinakes.p2p.security.pnet.driver;

import org.jspecify.annotations.NullMarked;
