package io.pinakes.p2p.mux.yamux;

import java.time.Duration;

/**
 * The limits of a session.
 *
 * @param maxWindowBytes how far a stream's receive window may grow, where memory is granted: 16
 *     MiB, as in go and js; fills 1.3 Gbit/s at 100 ms
 * @param maxUnackedStreams streams opened and not yet acknowledged: 256, go's backlog, above which
 *     it resets
 * @param frameBytes the longest payload sent in one frame, so that streams take turns: 64 KiB, as
 *     in go and js; a quarter of it costs half as much CPU again
 * @param sendBufferBytes what a stream takes from its writer before that must wait: 256 KiB
 * @param maxPendingReplies pings to answer and streams of the peer to refuse that wait to be sent:
 *     1,024; a peer that makes us answer and does not read is gone
 * @param pingIntervalNanos time between pings: 30 s, as in go and js
 * @param pingTimeoutNanos time to answer one: 10 s
 * @param silenceNanos how long a peer that has streams may send nothing until it is pinged: 3 s; it
 *     has twice as long to send anything, so that one that is dead is gone within 10 s
 * @param lingerNanos how long a stream that is closed here waits for its peer to close it: 30 s,
 *     then it is reset
 */
public record YamuxLimits(
    int maxWindowBytes,
    int maxUnackedStreams,
    int frameBytes,
    int sendBufferBytes,
    int maxPendingReplies,
    long pingIntervalNanos,
    long pingTimeoutNanos,
    long silenceNanos,
    long lingerNanos) {
  /** What a stream's window is at first, in bytes; the protocol fixes it. */
  public static final int INITIAL_WINDOW_BYTES = 256 * 1024;

  private static final long SECOND = 1_000_000_000L;

  /** The values named above. */
  public static final YamuxLimits DEFAULT =
      new YamuxLimits(
          16 << 20,
          256,
          64 << 10,
          256 << 10,
          1_024,
          30 * SECOND,
          10 * SECOND,
          3 * SECOND,
          30 * SECOND);

  /** Checks that each is usable. */
  public YamuxLimits {
    if (maxWindowBytes < INITIAL_WINDOW_BYTES
        || maxUnackedStreams < 1
        || frameBytes < 1
        || sendBufferBytes < 1
        || maxPendingReplies < 1
        || pingIntervalNanos < 1
        || pingTimeoutNanos < 1
        || silenceNanos < 1
        || lingerNanos < 1) {
      throw new IllegalArgumentException(
          "a window is at least [" + INITIAL_WINDOW_BYTES + "] bytes, all others are positive");
    }
  }

  /** These limits with another largest window. */
  public YamuxLimits withMaxWindow(int bytes) {
    return new YamuxLimits(
        bytes,
        maxUnackedStreams,
        frameBytes,
        sendBufferBytes,
        maxPendingReplies,
        pingIntervalNanos,
        pingTimeoutNanos,
        silenceNanos,
        lingerNanos);
  }

  /** These limits with other times between pings and to answer one. */
  public YamuxLimits withPings(Duration interval, Duration timeout) {
    return new YamuxLimits(
        maxWindowBytes,
        maxUnackedStreams,
        frameBytes,
        sendBufferBytes,
        maxPendingReplies,
        interval.toNanos(),
        timeout.toNanos(),
        silenceNanos,
        lingerNanos);
  }

  /** These limits with another silence of a peer that has streams. */
  public YamuxLimits withSilence(Duration silence) {
    return new YamuxLimits(
        maxWindowBytes,
        maxUnackedStreams,
        frameBytes,
        sendBufferBytes,
        maxPendingReplies,
        pingIntervalNanos,
        pingTimeoutNanos,
        silence.toNanos(),
        lingerNanos);
  }
}
