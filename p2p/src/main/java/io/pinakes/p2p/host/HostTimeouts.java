package io.pinakes.p2p.host;

import java.time.Duration;

/**
 * How long each step may take.
 *
 * @param handshake from a connection's first byte to its muxer: 10 s
 * @param dial for a transport to connect: 10 s
 * @param stream to open a stream and agree on its protocol: 10 s
 */
public record HostTimeouts(Duration handshake, Duration dial, Duration stream) {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  /** The values named above. */
  public static final HostTimeouts DEFAULT =
      new HostTimeouts(TEN_SECONDS, TEN_SECONDS, TEN_SECONDS);

  /** Checks that each is positive. */
  public HostTimeouts {
    if (!handshake.isPositive() || !dial.isPositive() || !stream.isPositive()) {
      throw new IllegalArgumentException("times are positive");
    }
  }

  /** These with another time for handshakes. */
  public HostTimeouts withHandshake(Duration other) {
    return new HostTimeouts(other, dial, stream);
  }
}
