/** ping, {@code /ipfs/ping/1.0.0}: 32 random bytes, echoed, as often as the stream lasts. */
@NullMarked
package io.pinakes.p2p.ping;

import org.jspecify.annotations.NullMarked;
