/**
 * Yamux, {@code /yamux/1.0.0}: many streams over one connection, as a pure session. {@link
 * io.pinakes.p2p.mux.yamux.YamuxSession} takes bytes, calls and the time, and gives bytes and
 * {@link io.pinakes.p2p.mux.yamux.YamuxEvent}s.
 *
 * <p>One byte's way in: {@code receive} parses it out of its frame, holds it against the window
 * that its stream granted, keeps it in the stream's queue, and raises {@code ReadReady}; {@code
 * read} hands it out, and only then does the sender get its credit back. One byte's way out: {@code
 * write} puts it in its stream's queue, and {@code poll} takes control frames first, then a frame
 * of each stream in turn.
 *
 * <p>Source: hashicorp/yamux's specification, and what go, js and rust do where it is silent.
 */
@NullMarked
package io.pinakes.p2p.mux.yamux;

import org.jspecify.annotations.NullMarked;
