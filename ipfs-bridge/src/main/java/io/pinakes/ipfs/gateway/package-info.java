/**
 * What a gateway says to a request, without the socket: the trustless gateway (blocks, archives and
 * name records that the asker verifies) and the path gateway (files and folders for a browser), as
 * ipfs/specs {@code http-gateways} has them, with IPIP-0402, 0412, 0523 and 0524.
 *
 * <p>{@link io.pinakes.ipfs.gateway.Gateway} takes a {@link io.pinakes.ipfs.gateway.GatewayRequest}
 * and gives an {@link io.pinakes.ipfs.gateway.Answer}, whose body is written block by block by
 * whoever holds the socket. It reads through one {@link io.pinakes.ipfs.blockstore.BlockReader},
 * which is the visibility gate where strangers ask.
 *
 * <p>One request's way: its path is parsed and bounded, its format is chosen from the query and the
 * Accept header, names become content paths, the path is followed block by block, and the format's
 * own class answers. What is not here is the same 404 whatever the reason.
 */
@NullMarked
package io.pinakes.ipfs.gateway;

import org.jspecify.annotations.NullMarked;
