package io.pinakes.ipfs.http.kubo;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Which daemon, and what is borne from it.
 *
 * @param api where its RPC is, such as {@code http://127.0.0.1:5001}
 * @param authorization the header of that name, such as {@code Bearer …}, if it asks for one
 * @param maxConnections connections at once
 * @param maxReplyBytes the longest single object, or line of several
 * @param connect how long a connection may take to open
 * @param silence how long it may say nothing; an answer that waits for the network takes its time
 */
public record KuboOptions(
    URI api,
    Optional<String> authorization,
    int maxConnections,
    int maxReplyBytes,
    Duration connect,
    Duration silence) {
  /** That daemon, objects of 16 MiB at most, a minute of silence. */
  public static KuboOptions at(URI api) {
    return new KuboOptions(
        api, Optional.empty(), 16, 16 << 20, Duration.ofSeconds(4), Duration.ofSeconds(60));
  }

  /** Checks the address. */
  public KuboOptions {
    if (!"http".equals(api.getScheme()) && !"https".equals(api.getScheme())
        || api.getHost() == null) {
      throw new IllegalArgumentException("[" + api + "] is no address of an RPC");
    }
    if (maxConnections < 1 || maxReplyBytes < 1 || silence.isNegative() || silence.isZero()) {
      throw new IllegalArgumentException("limits that let nothing through");
    }
  }

  /** The same with a bearer token. */
  public KuboOptions withToken(String token) {
    return new KuboOptions(
        api, Optional.of("Bearer " + token), maxConnections, maxReplyBytes, connect, silence);
  }

  /** The same with another patience. */
  public KuboOptions withSilence(Duration other) {
    return new KuboOptions(api, authorization, maxConnections, maxReplyBytes, connect, other);
  }
}
