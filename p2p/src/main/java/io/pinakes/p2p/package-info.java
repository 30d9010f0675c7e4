/** libp2p: transports, security, multiplexing, hosts. */
@NullMarked
package io.pinakes.p2p;

import org.jspecify.annotations.NullMarked;
