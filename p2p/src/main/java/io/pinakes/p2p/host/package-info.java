/**
 * A host put together: {@link io.pinakes.p2p.host.NetworkHost} from {@link
 * io.pinakes.p2p.host.HostOptions}.
 *
 * <p>One connection's way: a transport dials or accepts it; a scope is opened before a byte is
 * read; {@code Upgrader} negotiates security, shakes hands, charges the peer, and settles on a
 * muxer, all within one deadline; {@code HostConnection} then hands each stream of the peer to its
 * protocol's handler.
 *
 * <p>Threads: an acceptor a listener, a reader and a writer a connection, one a stream that a peer
 * opened, all virtual; and one platform thread, {@code Deadlines}, which closes what overruns. A
 * thread that is late is never interrupted; what it waits for is closed.
 */
@NullMarked
package io.pinakes.p2p.host;

import org.jspecify.annotations.NullMarked;
