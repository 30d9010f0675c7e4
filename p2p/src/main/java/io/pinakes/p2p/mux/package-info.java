/**
 * Many streams over one channel. {@link io.pinakes.p2p.mux.MuxedConnection} opens them and hands
 * over those that the peer opens; Yamux is the one muxer.
 */
@NullMarked
package io.pinakes.p2p.mux;

import org.jspecify.annotations.NullMarked;
