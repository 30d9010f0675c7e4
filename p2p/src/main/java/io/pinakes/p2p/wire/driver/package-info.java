/** Messages with their length before them, over a channel. */
@NullMarked
package io.pinakes.p2p.wire.driver;

import org.jspecify.annotations.NullMarked;
