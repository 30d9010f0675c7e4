package io.pinakes.ipfs.http.client;

import io.pinakes.ipfs.fetch.FetchLimits;
import io.pinakes.ipfs.http.server.ServerOptions;
import java.time.Duration;

/**
 * Limits that nobody meets who means no harm, however slow the machine is; where one of them is
 * what a test is about, the test sets that one.
 */
public final class Patience {
  /**
   * How long is waited for what has to come: nothing is promised of how fast it is, and a machine
   * that is slow, or stands still for a while, is to be told from a fault.
   */
  public static final Duration SOON = Duration.ofMinutes(2);

  /** Longer than any test. */
  public static final Duration FOR_EVER = Duration.ofHours(1);

  /** A client that takes no server for one that stalls. */
  static final ClientLimits CLIENT =
      new ClientLimits(
          ClientLimits.DEFAULT.maxConnections(),
          ClientLimits.DEFAULT.maxHeadBytes(),
          ClientLimits.DEFAULT.maxBlockBytes(),
          FOR_EVER,
          FOR_EVER,
          ClientLimits.DEFAULT.paceBytes());

  /** A fetch in which a source is waited for, and what it was asked for is asked of no other. */
  static final FetchLimits FETCH =
      new FetchLimits(
          FetchLimits.DEFAULT.parallel(),
          FetchLimits.DEFAULT.maxFailures(),
          FetchLimits.DEFAULT.batchBytes(),
          FetchLimits.DEFAULT.batchBlocks(),
          FetchLimits.DEFAULT.maxOpenLinks(),
          FetchLimits.DEFAULT.minBusy(),
          FetchLimits.DEFAULT.maxBusy(),
          FOR_EVER,
          FOR_EVER);

  private Patience() {}

  /** A server on loopback that takes no reader for one that stalls. */
  public static ServerOptions server() {
    ServerOptions.Limits usual = ServerOptions.Limits.DEFAULT;
    return ServerOptions.loopback(0)
        .withLimits(
            new ServerOptions.Limits(
                usual.maxConnections(),
                usual.maxRequests(),
                usual.maxWaiting(),
                usual.maxHeadBytes(),
                FOR_EVER,
                FOR_EVER));
  }
}
