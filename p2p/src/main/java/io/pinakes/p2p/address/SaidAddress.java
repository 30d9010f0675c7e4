package io.pinakes.p2p.address;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.multiformats.MultiformatException;
import java.util.Optional;

/**
 * An address that a peer says of itself or of others: shorter than what a user may give, since a
 * peer chooses how many of them are held, and priced by what it takes of the heap, of which a part
 * of two bytes takes fifty times as much.
 */
public final class SaidAddress {
  /**
   * The most parts. The longest in use, WebTransport through a relay, has nine: {@code
   * ip4/udp/quic-v1/webtransport/certhash/certhash/p2p/p2p-circuit/p2p}.
   */
  public static final int MAX_PARTS = 10;

  /** The longest, in bytes. That one has 160, and more only if a name is longer than most are. */
  public static final int MAX_BYTES = 256;

  /** The address, its list, and that one's array. */
  private static final long FLAT_HEAP_BYTES = 64;

  /** A part, its bytes, its text and that one's bytes, each an object, and a place in the list. */
  private static final long PART_HEAP_BYTES = 104;

  /** A value is held as bytes and as text, together at most four times as long as it travels. */
  private static final long BYTE_HEAP_BYTES = 4;

  private SaidAddress() {}

  /** Reads one; empty if it is none, of a kind of the future, or too long. */
  public static Optional<Multiaddr> read(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(Multiaddr.fromBytes(bytes)).filter(SaidAddress::isShort);
    } catch (MultiformatException e) {
      return Optional.empty();
    }
  }

  /** Whether it is as short as what is believed of others. */
  public static boolean isShort(Multiaddr address) {
    return address.parts().size() <= MAX_PARTS && address.toBytes().length <= MAX_BYTES;
  }

  /** About what any address takes of the heap, in bytes, and hardly less. */
  public static long heapBytes(Multiaddr address) {
    return FLAT_HEAP_BYTES
        + PART_HEAP_BYTES * address.parts().size()
        + BYTE_HEAP_BYTES * address.toBytes().length;
  }
}
