/**
 * Trustless gateways as sources of blocks, by Vert.x.
 *
 * <p>{@link io.pinakes.ipfs.http.client.GatewayClient} holds the event loop; {@link
 * io.pinakes.ipfs.http.client.GatewayClient#gateway} gives a source for each address. What comes
 * back is bounded in head, body and time before it is believed to be anything, and verified by who
 * asked.
 *
 * <p>Beside gateways there are services: {@link io.pinakes.ipfs.http.client.PinningClient} has
 * content kept by others, {@link io.pinakes.ipfs.http.client.RoutingClient} asks who has it.
 *
 * <p>One block's way: a request goes out on one of a few connections, the head is checked, the body
 * is gathered up to a limit while a clock watches that it moves, and the bytes are handed to the
 * thread that waits.
 */
@NullMarked
package io.pinakes.ipfs.http.client;

import org.jspecify.annotations.NullMarked;
