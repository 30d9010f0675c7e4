/** A bad network between two real sockets. */
@NullMarked
package io.pinakes.p2p.relay;

import org.jspecify.annotations.NullMarked;
