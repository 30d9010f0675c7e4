package io.pinakes.p2p;

import java.time.Duration;

/**
 * What a peer may do with the streams that it opens for one protocol.
 *
 * @param streamsOfPeer how many one peer may have open, over all its connections
 * @param idle how long nothing may be read or written; then the stream is reset
 * @param whole how long a stream may take from its begin to its end; then it is reset
 */
public record ProtocolLimits(int streamsOfPeer, Duration idle, Duration whole) {
  /** As good as for ever. */
  public static final Duration UNLIMITED = Duration.ofDays(365);

  /** 1,024 streams, none of which is silent for a minute. */
  public static final ProtocolLimits DEFAULT =
      new ProtocolLimits(1_024, Duration.ofMinutes(1), UNLIMITED);

  /** Checks that each is positive. */
  public ProtocolLimits {
    if (streamsOfPeer < 1 || !idle.isPositive() || !whole.isPositive()) {
      throw new IllegalArgumentException("limits of a protocol are positive");
    }
  }
}
