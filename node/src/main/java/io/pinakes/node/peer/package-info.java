/**
 * This node among others: {@link io.pinakes.node.peer.NodeKey} is its name, {@link
 * io.pinakes.node.peer.KnownPeers} whom it has met, {@link io.pinakes.node.peer.BlockList} whom it
 * does not talk to, and {@link io.pinakes.node.peer.PeerSession} a host for the time of one
 * command.
 */
@NullMarked
package io.pinakes.node.peer;

import org.jspecify.annotations.NullMarked;
