/**
 * A client of Kubo's RPC, by Vert.x.
 *
 * <p>{@link io.pinakes.ipfs.http.kubo.KuboClient} holds the event loop and has a class for each
 * group of commands. One object comes as a {@link java.util.concurrent.CompletableFuture}, which
 * can be cancelled; several, or bytes, as a {@link io.pinakes.ipfs.http.kubo.KuboStream}, which is
 * asked for as many as are wanted and no more read from the socket. Whatever goes wrong is a {@link
 * io.pinakes.ipfs.http.kubo.KuboException} that says in which way.
 *
 * <p>One call's way: a {@link io.pinakes.ipfs.http.kubo.KuboCall} becomes an {@code Exchange} on
 * the event loop; a body is written by a virtual thread, as fast as the socket takes it; the
 * answer's head is judged; its bytes are read when the subscriber has room, and taken apart by a
 * decoder; its end counts only if no trailer says otherwise.
 */
@NullMarked
package io.pinakes.ipfs.http.kubo;

import org.jspecify.annotations.NullMarked;
