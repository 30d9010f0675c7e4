/**
 * This node among others: {@link io.pinakes.node.peer.NodeKey} is its name, {@link
 * io.pinakes.node.peer.KnownPeers} what it remembers of peers, and {@link
 * io.pinakes.node.peer.PeerSession} a host for the time of one command.
 */
@NullMarked
package io.pinakes.node.peer;

import org.jspecify.annotations.NullMarked;
