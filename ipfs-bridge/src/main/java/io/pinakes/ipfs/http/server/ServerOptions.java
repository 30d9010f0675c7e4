package io.pinakes.ipfs.http.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where a server listens and how much it takes on.
 *
 * @param host the address to bind
 * @param port the port, 0 for one that the system chooses
 * @param hostNames names, beside addresses and {@code localhost}, under which it may be asked for:
 *     a page elsewhere that lets its own name point here is refused
 * @param tls the certificate and key, in PEM, if it is to speak TLS, and with it HTTP/2
 * @param limits how much it takes on
 */
public record ServerOptions(
    String host, int port, Set<String> hostNames, Optional<Tls> tls, Limits limits) {
  /** Checks the port. */
  public ServerOptions {
    hostNames = Set.copyOf(hostNames);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port [" + port + "] is none");
    }
  }

  /** On this machine alone, at that port. */
  public static ServerOptions loopback(int port) {
    return new ServerOptions("127.0.0.1", port, Set.of(), Optional.empty(), Limits.DEFAULT);
  }

  /** The same with TLS. */
  public ServerOptions withTls(Tls with) {
    return new ServerOptions(host, port, hostNames, Optional.of(with), limits);
  }

  /** The same with other limits. */
  public ServerOptions withLimits(Limits other) {
    return new ServerOptions(host, port, hostNames, tls, other);
  }

  /**
   * Files in PEM.
   *
   * @param certificate the chain
   * @param key the private key
   */
  public record Tls(Path certificate, Path key) {}

  /**
   * How much a server takes on.
   *
   * @param maxConnections connections at once; one more takes the place of one that rests
   * @param maxRequests requests that are answered at once, each with a block or two in memory
   * @param maxWaiting requests that wait for one of those to end; more are told to come again
   * @param maxHeadBytes the longest head of a request
   * @param idle how long a connection may take to bring its next request
   * @param stall how long a reader may take for a piece of {@link #PIECE_BYTES}
   */
  public record Limits(
      int maxConnections,
      int maxRequests,
      int maxWaiting,
      int maxHeadBytes,
      Duration idle,
      Duration stall) {
    /** What is written at once. */
    public static final int PIECE_BYTES = 64 << 10;

    /** For a machine that does other things, too. */
    public static final Limits DEFAULT =
        new Limits(512, 64, 1024, 16 << 10, Duration.ofSeconds(60), Duration.ofSeconds(10));

    /** Checks that they let something through. */
    public Limits {
      if (maxConnections < 1 || maxRequests < 1 || maxWaiting < 0 || maxHeadBytes < 256) {
        throw new IllegalArgumentException("limits that let nothing through");
      }
    }
  }
}
