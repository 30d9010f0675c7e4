package io.pinakes.p2p.resource;

/**
 * The limits of every kind of scope.
 *
 * @param process all of the host
 * @param unauthenticated all connections whose handshake has not ended, together
 * @param subnet the connections of one IPv4 /24 or IPv6 /56, loopback excepted
 * @param peer all connections and streams of one peer
 * @param stranger one connection before its handshake ends
 * @param connection one connection after it
 * @param protocol all streams of one protocol
 * @param stream one stream
 * @param memoryOfPeers how all peers share the memory of the process
 * @param streamsOfPeers how all peers share the inbound streams of the process
 * @param streamsOfProtocol how all peers share the inbound streams of a protocol
 */
public record ResourceLimits(
    ScopeLimits process,
    ScopeLimits unauthenticated,
    ScopeLimits subnet,
    ScopeLimits peer,
    ScopeLimits stranger,
    ScopeLimits connection,
    ScopeLimits protocol,
    ScopeLimits stream,
    Share memoryOfPeers,
    Share streamsOfPeers,
    Share streamsOfProtocol) {
  private static final long MIB = 1 << 20;

  /** For how many peers what each has for its own is there: as many as a host keeps of itself. */
  private static final int PEERS = 1_024;

  /**
   * For a host that may use this much memory for its peers, in bytes.
   *
   * <p>A stranger may hold 64 KiB, and all strangers an eighth of the whole, so that those who have
   * shown who they are keep being served. A peer may hold a quarter: several well-connected ones
   * must fit. A stream may hold one window of 16 MiB and what it has yet to send.
   *
   * <p>Half of the memory is the peers' own, a 2,048th for each of 1,024: of 256 MiB, 128 KiB,
   * which is a connection, the longest message of Noise and six streams. Three eighths they share.
   * With the strangers' eighth that is all there is, so a peer is never refused what is its own.
   */
  public static ResourceLimits ofMemory(long bytes) {
    ScopeLimits process =
        ScopeLimits.NONE
            .with(Resource.MEMORY, bytes)
            .with(Resource.INBOUND_STREAMS, 16_384)
            .with(Resource.OUTBOUND_STREAMS, 16_384)
            .with(Resource.INBOUND_CONNECTIONS, 2_048)
            .with(Resource.OUTBOUND_CONNECTIONS, 2_048)
            .with(Resource.DESCRIPTORS, 4_096);
    return new ResourceLimits(
        process,
        ScopeLimits.NONE
            .with(Resource.MEMORY, bytes / 8)
            .with(Resource.INBOUND_CONNECTIONS, 256)
            .with(Resource.OUTBOUND_CONNECTIONS, 256),
        ScopeLimits.NONE.with(Resource.MEMORY, bytes / 2).with(Resource.INBOUND_CONNECTIONS, 64),
        ScopeLimits.NONE
            .with(Resource.MEMORY, bytes / 4)
            .with(Resource.INBOUND_STREAMS, 2_048)
            .with(Resource.OUTBOUND_STREAMS, 2_048)
            .with(Resource.INBOUND_CONNECTIONS, 8)
            .with(Resource.OUTBOUND_CONNECTIONS, 8),
        ScopeLimits.NONE.with(Resource.MEMORY, 64 * 1024),
        ScopeLimits.NONE
            .with(Resource.MEMORY, bytes / 4)
            .with(Resource.INBOUND_STREAMS, 1_024)
            .with(Resource.OUTBOUND_STREAMS, 1_024),
        ScopeLimits.NONE
            .with(Resource.MEMORY, bytes / 2)
            .with(Resource.INBOUND_STREAMS, 4_096)
            .with(Resource.OUTBOUND_STREAMS, 4_096),
        ScopeLimits.NONE.with(Resource.MEMORY, 17 * MIB),
        new Share(bytes / 2 / PEERS, 3 * bytes / 8),
        new Share(8, 16_384 - 8 * PEERS),
        new Share(2, 4_096 - 2 * PEERS));
  }

  /** These with other limits of one connection. */
  public ResourceLimits withConnection(ScopeLimits other) {
    return new ResourceLimits(
        process,
        unauthenticated,
        subnet,
        peer,
        stranger,
        other,
        protocol,
        stream,
        memoryOfPeers,
        streamsOfPeers,
        streamsOfProtocol);
  }
}
