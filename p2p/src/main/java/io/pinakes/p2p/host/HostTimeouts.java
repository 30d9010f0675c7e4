package io.pinakes.p2p.host;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long each step may take.
 *
 * @param handshake from a connection's first byte to its muxer: 10 s
 * @param dial for a transport to connect: 10 s
 * @param stream to open a stream and agree on its protocol: 10 s
 * @param exchange for a peer to ask who we are, or to say who it is, from the stream's begin: 8 s
 * @param ping how long a peer's stream for pings may be silent: 8 s
 * @param stall how long a peer may take none of what we send: 8 s, so that it is gone within 10
 */
public record HostTimeouts(
    Duration handshake,
    Duration dial,
    Duration stream,
    Duration exchange,
    Duration ping,
    Duration stall) {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Duration EIGHT_SECONDS = Duration.ofSeconds(8);

  /** The values named above. */
  public static final HostTimeouts DEFAULT =
      new HostTimeouts(
          TEN_SECONDS, TEN_SECONDS, TEN_SECONDS, EIGHT_SECONDS, EIGHT_SECONDS, EIGHT_SECONDS);

  /** Each of them so long. */
  public static HostTimeouts all(Duration time) {
    return new HostTimeouts(time, time, time, time, time, time);
  }

  /** Checks that each is positive. */
  public HostTimeouts {
    if (!Stream.of(handshake, dial, stream, exchange, ping, stall).allMatch(Duration::isPositive)) {
      throw new IllegalArgumentException("times are positive");
    }
  }

  /** These with another time for handshakes. */
  public HostTimeouts withHandshake(Duration other) {
    return new HostTimeouts(other, dial, stream, exchange, ping, stall);
  }

  /** These with another time to agree on a protocol. */
  public HostTimeouts withStream(Duration other) {
    return new HostTimeouts(handshake, dial, other, exchange, ping, stall);
  }

  /** These with another time for identify. */
  public HostTimeouts withExchange(Duration other) {
    return new HostTimeouts(handshake, dial, stream, other, ping, stall);
  }

  /** These with another silence of pings. */
  public HostTimeouts withPing(Duration other) {
    return new HostTimeouts(handshake, dial, stream, exchange, other, stall);
  }

  /** These with another time to take nothing. */
  public HostTimeouts withStall(Duration other) {
    return new HostTimeouts(handshake, dial, stream, exchange, ping, other);
  }
}
