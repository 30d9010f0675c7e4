/**
 * The node that serves a home, as other processes on this machine use it.
 *
 * <p>{@link io.pinakes.node.client.NodeFile} says where it is; {@link
 * io.pinakes.node.client.RunningNode} makes sure that who listens there is that node before it
 * shows it the token, hands it jobs and follows them.
 */
@NullMarked
package io.pinakes.node.client;

import org.jspecify.annotations.NullMarked;
