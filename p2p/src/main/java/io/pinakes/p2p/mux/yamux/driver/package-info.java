/**
 * A Yamux session on a channel: {@link io.pinakes.p2p.mux.yamux.driver.YamuxConnection}.
 *
 * <p>Two virtual threads a connection: the reader blocks in the channel and feeds the session, the
 * writer blocks in the channel with what the session wants sent. One lock guards the session and
 * all streams; nobody does I/O or runs a handler under it. Whoever uses a stream waits on a
 * condition of that lock. Order of locks: the connection's, then the scopes'.
 */
@NullMarked
package io.pinakes.p2p.mux.yamux.driver;

import org.jspecify.annotations.NullMarked;
