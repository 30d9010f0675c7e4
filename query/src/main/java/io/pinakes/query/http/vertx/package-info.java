/**
 * The node's HTTP port, by Vert.x: the only package of the surfaces that knows the library, but for
 * the contract's checks.
 *
 * <p>{@link io.pinakes.query.http.vertx.NodeServer} listens with {@link
 * io.pinakes.query.http.vertx.ServeOptions} and gives the routes of all surfaces to one router; its
 * {@code RequestDriver} takes each request from the event loop to a lane, and an {@code Exchange}
 * brings the answer back, once.
 *
 * <p>Threads: the event loops read heads and bodies, refuse and shed; lanes run handlers; whoever
 * writes a stream waits for its reader on the lane's thread. Nothing waits on an event loop.
 */
@NullMarked
package io.pinakes.query.http.vertx;

import org.jspecify.annotations.NullMarked;
