package io.pinakes.p2p.mux.yamux;

/** What a session tells its owner, in the order in which it came about. */
public sealed interface YamuxEvent {
  /** The peer opened a stream; the owner accepts or resets it. */
  record Opened(int streamId) implements YamuxEvent {}

  /** There is something to read, be it the end. */
  record ReadReady(int streamId) implements YamuxEvent {}

  /** There is room to write again. */
  record WriteReady(int streamId) implements YamuxEvent {}

  /** The stream ended at once, in both directions; what it held is dropped. */
  record Reset(int streamId, String cause) implements YamuxEvent {}

  /** Both sides closed the stream and all of it was read: the session has forgotten it. */
  record Finished(int streamId) implements YamuxEvent {}

  /** A stream may be opened again, after there was no room for one. */
  record Openable() implements YamuxEvent {}

  /** The peer will open and take no more streams; those that there are go on. */
  record PeerLeaves() implements YamuxEvent {}

  /** A ping of ours was answered after so many nanoseconds. */
  record Pong(long nanos) implements YamuxEvent {}

  /**
   * The session is over, every stream with it.
   *
   * @param orderly whether by a go-away of code 0 from here
   */
  record Ended(String cause, boolean orderly) implements YamuxEvent {}
}
