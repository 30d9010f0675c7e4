/**
 * The transport that the clients of language-model servers share: one POST, answered by a stream of
 * lines.
 *
 * <p>{@link io.pinakes.query.generate.wire.StreamingPost} sends it, waits where a server says "too
 * many requests", and turns every way in which HTTP can fail into a {@link
 * io.pinakes.query.generate.GenerationException}. The body arrives through a queue that holds back
 * the socket ({@code BodyQueue}), is cut into lines as bytes ({@link
 * io.pinakes.query.generate.wire.ResponseLines}, so that a character split over two network reads
 * is whole again), and then read as one JSON value a line or as server-sent events ({@link
 * io.pinakes.query.generate.wire.ServerSentEvents}).
 *
 * <p>Who runs what: the client's own threads only put buffers into the queue; all else happens on
 * the thread that asked.
 */
@NullMarked
package io.pinakes.query.generate.wire;

import org.jspecify.annotations.NullMarked;
