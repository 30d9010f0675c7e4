/**
 * The gateway on a socket, by Vert.x: HTTP/1.1, and HTTP/2 over TLS when asked.
 *
 * <p>{@link io.pinakes.ipfs.http.server.GatewayServer} listens; what it says is {@link
 * io.pinakes.ipfs.gateway.Gateway}'s.
 *
 * <p>{@link io.pinakes.ipfs.http.server.ApiServer} does the same for an {@link
 * io.pinakes.ipfs.api.Api}, whose requests have bodies that are read while the answer is written.
 *
 * <p>One request's way: the event loop reads its head within the limits and hands it to a virtual
 * thread, of which only so many run at once; that thread asks the gateway and writes the body in
 * pieces, each only when those before have left, so that a reader who stops is waited for a while
 * and then dropped. The event loop never waits and never reads a block.
 */
@NullMarked
package io.pinakes.ipfs.http.server;

import org.jspecify.annotations.NullMarked;
