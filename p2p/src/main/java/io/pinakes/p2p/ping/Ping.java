package io.pinakes.p2p.ping;

import io.pinakes.p2p.Stream;
import io.pinakes.p2p.wire.WireException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** ping over a stream. */
public final class Ping {
  /** Its name. */
  public static final String PROTOCOL = "/ipfs/ping/1.0.0";

  /** How many streams a peer may have open; libp2p's specification of ping says so. */
  public static final int STREAMS_OF_PEER = 2;

  private static final int BYTES = 32;

  private Ping() {}

  /** Echoes until the peer ends the stream. */
  public static void answer(Stream stream) throws IOException {
    byte[] bytes = new byte[BYTES];
    while (true) {
      int filled = 0;
      while (filled < BYTES) {
        int count = stream.read(bytes, filled, BYTES - filled);
        if (count < 0) {
          return;
        }
        filled += count;
      }
      stream.write(bytes);
    }
  }

  /**
   * Sends one ping and waits for its echo. The stream may be used again.
   *
   * @param clock nanoseconds of a monotonic clock
   * @return the round trip
   */
  public static Duration once(Stream stream, RandomGenerator random, LongSupplier clock)
      throws IOException {
    byte[] sent = new byte[BYTES];
    random.nextBytes(sent);
    long begin = clock.getAsLong();
    stream.write(sent);
    byte[] echoed = stream.readExactly(BYTES);
    if (!Arrays.equals(sent, echoed)) {
      throw new WireException("peer echoes other bytes than it was sent");
    }
    return Duration.ofNanos(clock.getAsLong() - begin);
  }
}
