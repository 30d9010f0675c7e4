/**
 * HTTP as its surfaces see it: routes, calls and replies, without the library that carries them.
 *
 * <p>A {@link io.pinakes.query.http.Surface} is a family of paths with one shape of errors: the
 * API, what operators look at, and whatever else is added. It gives {@link
 * io.pinakes.query.http.Route}s; each says who may come ({@link io.pinakes.query.http.Access}),
 * where its work runs ({@link io.pinakes.query.http.Lane}), how long a body it takes, and holds a
 * {@link io.pinakes.query.http.Handler} that turns a {@link io.pinakes.query.http.Call} into a
 * {@link io.pinakes.query.http.Reply}. A handler may block: it never runs on an event loop. What it
 * throws becomes a {@link io.pinakes.query.http.Problem}, in the surface's shape.
 *
 * <p>To add a surface, implement {@code Surface} in a package of its own beside {@code api}, and
 * give it to {@code io.pinakes.query.http.vertx.NodeServer} where {@code ServeCommand} lists them.
 * Host, Origin, token, limits, load shedding, request ids, errors and metrics are the server's and
 * hold for every surface; a surface cannot switch them off. Server-sent events are {@link
 * io.pinakes.query.http.Reply.Events}: the handler writes into an {@link
 * io.pinakes.query.http.EventSink}, which waits for a slow reader and throws when they have gone.
 *
 * <p>One request's way: the event loop reads its head, the gate ({@code guard}) looks at it, a full
 * lane sheds it before its body is read; the body is read within bounds of size and time; the lane
 * ({@code work}) runs the handler; the reply is written by the driver ({@code vertx}), with the
 * headers that keep browsers safe, and measured ({@code metrics}).
 */
@NullMarked
package io.pinakes.query.http;

import org.jspecify.annotations.NullMarked;
