package io.pinakes.ipfs.http.client;

import java.time.Duration;

/**
 * What is borne from a gateway.
 *
 * @param maxConnections connections to one gateway
 * @param maxHeadBytes the longest head of an answer
 * @param maxBlockBytes the longest block
 * @param connect how long a connection may take to open
 * @param pace how long an answer may take for its head, and again for each {@code paceBytes} of its
 *     body
 * @param paceBytes the bytes that have to come in that time, unless all have
 */
public record ClientLimits(
    int maxConnections,
    int maxHeadBytes,
    int maxBlockBytes,
    Duration connect,
    Duration pace,
    int paceBytes) {
  /** Blocks of 8 MiB at most, as archives may hold; 16 KiB in four seconds at least. */
  public static final ClientLimits DEFAULT =
      new ClientLimits(
          8, 16 << 10, 8 << 20, Duration.ofSeconds(4), Duration.ofSeconds(4), 16 << 10);

  /** Checks that something comes through. */
  public ClientLimits {
    if (maxConnections < 1 || maxHeadBytes < 256 || maxBlockBytes < 1 || paceBytes < 1) {
      throw new IllegalArgumentException("limits that let nothing through");
    }
  }
}
